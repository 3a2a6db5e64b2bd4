# since 3.12
type X = int
# ---
type X[T] = list[T]
# ---
type X[T: int, *Ts, **P] = f(T, Ts, P)
# ---
type X[T: (int, str),] = T
# ---
type type = type
# ---
type match[case] = case
# ---
def f[T](x: T) -> T: pass
# ---
async def f[T: int, *Ts, **P](x: T, *args: *Ts): pass
# ---
class C[T]: pass
# ---
class C[T: lambda: 1](Base[T], metaclass=M): pass
# ---
class C[*Ts]:
    type Y = int
    def f[**P](self): type Z = P; return Z
# ---
if x: type Y = 1; type Z = 2
