# 1: cannot assign to function call
f() = 1
# ---
# 1: cannot assign to literal
1 = x
# ---
# 1: cannot assign to literal
x = 1 = y
# ---
# 1: cannot assign to True
True = 1
# ---
# 1: cannot assign to None
(a, None) = 1
# ---
# 1: cannot assign to expression
a + b = 1
# ---
# 1: cannot assign to comparison
a == b = 1
# ---
# 1: cannot assign to literal
[a, 1] = x
# ---
# 1: cannot assign to lambda
lambda: 1 = x
# ---
# 1: cannot assign to yield
def f(): (yield) = 1
# ---
# 1: cannot delete function call
del f()
# ---
# 1: cannot delete literal
del a, 1
# ---
# 1: cannot delete starred
del *a, b
# ---
# 1: illegal expression for augmented
a, b += 1
# ---
# 1: illegal expression for augmented
f() += 1
# ---
# 1: only single target
a, b: int
# ---
# 1: illegal target
f(): int
# ---
# 1: starred assignment target
*a = b
# ---
# 1: multiple starred
*a, *b = c
# ---
# 1: can't use starred
x = *a
# ---
# 1: can't use starred
*a
# ---
# 1: cannot use starred
(*a)
# ---
# 1: cannot assign to literal
for 1 in x: pass
# ---
# 1: cannot assign to function call
for f() in x: pass
# ---
# 1: cannot assign to literal
[x for 1 in y]
# ---
# 1: cannot assign to function call
with a as f(): pass
# ---
# 1: cannot use assignment expressions with attribute
(a.b := 1)
# ---
# 1: invalid syntax
x := 1
# ---
# 1: comprehension iterable
[x for x in (y := z)]
# ---
# 1: positional argument follows keyword argument
f(a=1, b)
# ---
# 1: positional argument follows keyword argument unpacking
f(**a, b)
# ---
# 1: iterable argument unpacking follows
f(**a, *b)
# ---
# 1: keyword argument repeated: a
f(a=1, a=2)
# ---
# 1: must be parenthesized
f(x for x in y, 1)
# ---
# 1: must be parenthesized
f(1, x for x in y)
# ---
# 1: cannot contain assignment
f(a.b=1)
# ---
# 1: cannot assign to True
f(True=1)
# ---
# 1: expected argument value
f(a=)
# ---
# 1: iterable unpacking cannot be used
[*x for x in y]
# ---
# 1: dict unpacking cannot be used
{**x for x in y}
# ---
# 1: forget parentheses
[x, y for x, y in z]
# ---
# 1: invalid syntax
[x for x in y if lambda: 1]
# ---
# 1: invalid syntax
[x for x in 1, 2]
