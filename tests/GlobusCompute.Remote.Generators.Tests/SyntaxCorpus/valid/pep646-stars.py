# since 3.11
a[*b]
# ---
a[*b, c, *d]
# ---
a[*b, ]
# ---
a[1:2, *b]
# ---
a[*b] = 1
# ---
del a[*b]
# ---
def f(*args: *Ts) -> Tuple[*Ts]: pass
# ---
def f(*args: *tuple[int, *Ts], k=1): pass
# ---
a[*b or c]
# ---
x: Array[*Ts] = 1
# ---
class C(Generic[*Ts]): pass
# ---
async def f(*args: *Ts): pass
# ---
def f(*args: *a | b): pass
