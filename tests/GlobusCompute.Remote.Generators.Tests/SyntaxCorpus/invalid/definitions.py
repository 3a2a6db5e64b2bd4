# 1: expected '('
def f:
    pass
# ---
# 1: invalid syntax
def (x): pass
# ---
# 1: invalid syntax
def class(x): pass
# ---
# 1: duplicate argument 'a'
def f(a, b, a): pass
# ---
# 1: duplicate argument 'a'
def f(a, *a): pass
# ---
# 1: duplicate argument 'a'
lambda a, a: 1
# ---
# 1: parameter without a default
def f(a=1, b): pass
# ---
# 1: parameter without a default
lambda a=1, b: 1
# ---
# 1: parameter without a default
def f(a=1, /, b): pass
# ---
# 1: must follow bare *
def f(*): pass
# ---
# 1: must follow bare *
def f(a, *, **k): pass
# ---
# 1: only once
def f(*a, *b): pass
# ---
# 1: cannot follow var-keyword
def f(**k, a): pass
# ---
# 1: must precede /
def f(/, a): pass
# ---
# 1: only once
def f(a, /, b, /): pass
# ---
# 1: ahead of *
def f(*a, /): pass
# ---
# 1: cannot have default
def f(*a=1): pass
# ---
# 1: cannot have default
def f(**a=1): pass
# ---
# 1: invalid syntax
def f((a, b)): pass
# ---
# 1: invalid syntax
def f(a, 1): pass
# ---
# 1: invalid syntax
def f(a.b): pass
# ---
# 1: expected default value
def f(a=): pass
# ---
# 1: invalid syntax
class 1: pass
# ---
# 1: invalid syntax
class C(x for x in y): pass
# ---
# 2: invalid syntax
@x
y = 1
# ---
# 1: illegal target
lambda x: y: 1
