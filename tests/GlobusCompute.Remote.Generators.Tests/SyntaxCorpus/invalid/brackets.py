# 1: was never closed
x = (1,
y = 2
# ---
# 2: was never closed
def f():
    x = [1, 2
    return x
# ---
# 2: was never closed
def f(x):
    return (x
y = 1
# ---
# 1: unmatched ')'
x = 1)
# ---
# 2: does not match opening parenthesis '(' on line 1
x = (1,
2]
# ---
# 1: does not match opening parenthesis '('
x = {1: (2}
# ---
# 1: unmatched '}'
}
# ---
# 1: was never closed
f(a, b
# ---
# 1: is a comma missing
f(a b)
# ---
# 2: is a comma missing
x = [1,
  2 3]
# ---
# 1: invalid syntax
x = [1, , 2]
# ---
# 1: invalid syntax
a[]
# ---
# 1: ':' expected after dictionary key
{1: 2, 3}
# ---
# 1: expression expected after dictionary key
{1: }
# ---
# 1: is a comma missing?
x = {'a': 1 'b': 2}
# ---
# 2: is a comma missing?
x = {'a': 1,
     'b': 2 'c': 3}
