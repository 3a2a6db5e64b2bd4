"""Parameters of every kind, and names that mean something in C#."""
import functools
import math
from dataclasses import InitVar, dataclass, field
from typing import List, Optional

import numpy as np
import numpy.typing as npt

__all__ = [
    "scaled", "required", "keyword_only", "mixed", "defaults", "odd_defaults", "positional", "rest", "rest_of", "extra", "lock", "event", "equals", "get_hash_code", "to_string",
    "get_type", "finalize", "new", "Fit", "fit", "coroutine", "generate", "cached", "odd", "double_array", "weigh", "matrix_sum", "norm", "_listed", "memberwise_clone",
]


@dataclass
class Odd:
    odd: int
    value: int
    Value: int
    equals: bool
    to_string: str
    clone: float = 0.5
    class_: str = "c"
    get_hash_code: int = 3


@dataclass
class Scaled:
    x: float
    total: float = field(init=False)
    factor: InitVar[float] = 2.0

    def __post_init__(self, factor):
        self.total = self.x * factor


def scaled(x: Scaled) -> Scaled:
    return Scaled(x.total)


def required(a: int, b: str) -> str:
    return f"{a} {b}"


def keyword_only(*, a: int, b: int = 2) -> int:
    return 10 * a + b


def mixed(a: int, b: int = 2, *, c: int, d: int = 4) -> List[int]:
    return [a, b, c, d]


def defaults(a: bool = True, b: int = -3, c: float = 1e-5, d: str = "é\n\"q\"", e: Optional[int] = None) -> str:
    return repr((a, b, c, d, e))


def odd_defaults(a: float = math.pi, b: List[int] = [1, 2], *, c: "tuple[int, ...]" = (), d: Odd = Odd(1, 2, 3, True, "t")) -> str:
    return f"{a:.3f} {b} {c!r} {d.value}"


def positional(a: int, b: int = 5, /, c: int = 6) -> List[int]:
    return [a, b, c]


def rest(first: str, *values: float, scale: float = 1.0) -> str:
    return f"{first} {sum(values) * scale:g}"


def rest_of(*items: Odd) -> List[int]:
    return [item.value for item in items]


def extra(a: int, **more: int) -> int:
    return a + len(more)


def lock(object: int, string: str, params: int = 1, base: int = 2, in_: int = 3) -> str:
    return f"{object} {string} {params} {base} {in_}"


def event(class_: int, *, is_: int = 1, checked: bool = False) -> str:
    return f"{class_} {is_} {checked}"


def equals(other: int) -> bool:
    return other == 1


def get_hash_code() -> int:
    return 42


def to_string() -> str:
    return "text"


def get_type() -> str:
    return "type"


def finalize() -> str:
    return "done"


def memberwise_clone() -> str:
    return "clone"


def new(new: int) -> int:
    return new


def fit(x: int) -> str:
    return f"fit {x}"


def Fit(x: int) -> str:
    return f"Fit {x}"


async def coroutine(x: int) -> Odd:
    return Odd(x, x, x, True, "")


def generate(n: int):
    for i in range(n):
        yield i


@functools.lru_cache(maxsize=None)
def cached(x: int) -> int:
    return x * x


def odd(x: Odd) -> Odd:
    return Odd(x.odd + 1, x.Value, x.value, not x.equals, x.to_string + x.class_, x.clone, x.class_, x.get_hash_code)


def double_array(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    assert isinstance(x, np.ndarray) and x.dtype == np.float64
    return x * 2


def weigh(x: npt.NDArray[np.float64], weights: List[float], offset: float = 1.0) -> float:
    assert isinstance(x, np.ndarray) and isinstance(weights, list)
    return float(x @ np.array(weights)) + offset


def matrix_sum(x: np.ndarray, counts: npt.NDArray[np.int64]) -> float:
    return float(x.sum() + counts.sum())


def norm(x: npt.NDArray[np.complex128]) -> float:
    return float(np.linalg.norm(x))


def _listed() -> int:
    return 1


def left_out() -> int:
    return 2
