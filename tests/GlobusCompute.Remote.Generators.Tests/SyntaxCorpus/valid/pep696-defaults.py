# since 3.13
type X[T = int] = T
# ---
class C[T: int = bool, *Ts = *tuple[int, ...], **P = [int, str]]: pass
# ---
def f[T = int, U = T](x: T) -> U: pass
# ---
class C[A, B, T = A]: pass
# ---
class C[*Ts = ()]: pass
# ---
class C[T = (lambda: (yes := 1))]: pass
