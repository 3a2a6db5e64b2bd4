# 2: invalid syntax
match x:
    pass
# ---
# 2: expected an indented block after 'match'
match x:
case 1: pass
# ---
# 2: invalid syntax
match x:
    case a + b: pass
# ---
# 2: invalid syntax
match x:
    case {a: 1}: pass
# ---
# 2: follow keyword patterns
match x:
    case C(a=1, 2): pass
# ---
# 2: target
match x:
    case 1 as _: pass
# ---
# 2: unreachable
match x:
    case _: pass
    case 1: pass
# ---
# 2: patterns may only match
match x:
    case f'{x}': pass
# ---
# 2: invalid syntax
match x:
    case *a: pass
# ---
# 2: imaginary number required
match x:
    case 1 + 2: pass
# ---
# 2: expected ':'
match x:
    case 1
        pass
# ---
# 3: cannot have both
try: pass
except A: pass
except* B: pass
# ---
# 4: cannot appear in an 'except*' block
def f():
    try: pass
    except* A:
        return 1
# ---
# 4: cannot appear in an 'except*' block
for x in y:
    try: pass
    except* A:
        break
# ---
# 2: one or more exception types
try: pass
except*: pass
# ---
# 2: must be parenthesized when using 'as'
try: pass
except A, B as e: pass
# ---
# 1:
type X
# ---
# 1:
type X[] = int
# ---
# 1: non-default type parameter
class C[T = int, U]: pass
# ---
# 1: duplicate type parameter
class C[T, T]: pass
# ---
# 1:
def f[T: int: str](): pass
# ---
# 1:
type X = 
# ---
# 1: cannot mix t-string
t'{x}' 'y'
# ---
# 1: cannot mix t-string
f'{x}' t'{y}'
# ---
# 1:
t'{}'
# ---
# 1:
def f(a: *b): pass
# ---
# 1:
a[*]
# ---
# 1:
a[*b:1]
