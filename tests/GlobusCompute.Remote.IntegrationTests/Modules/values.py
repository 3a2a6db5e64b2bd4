"""Values of every annotation, each checked on arrival."""
import datetime as dt
import decimal
import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Dict, FrozenSet, List, Literal, Optional, Set, Tuple, Union


def _is(value, *types):
    if type(value) not in types:
        raise TypeError(f"got {type(value).__name__} {value!r}, wanted {[t.__name__ for t in types]}")
    return value


def negate(x: bool) -> bool:
    return not _is(x, bool)


def increment(x: int) -> int:
    return _is(x, int) + 1


def half(x: float) -> float:
    return _is(x, float) / 2


def is_nan(x: float) -> bool:
    return math.isnan(_is(x, float))


def infinite(negative: bool) -> float:
    return -math.inf if _is(negative, bool) else math.inf


def conjugate(x: complex) -> complex:
    return _is(x, complex).conjugate()


def reverse(x: str) -> str:
    return _is(x, str)[::-1]


def invert(x: bytes) -> bytes:
    return bytes(255 - b for b in _is(x, bytes))


def total(x: List[float]) -> float:
    return math.fsum(_is(v, float) for v in _is(x, list))


def transpose(x: List[List[int]]) -> List[List[int]]:
    return [list(row) for row in zip(*(_is(row, list) for row in _is(x, list)))]


def pair(x: Tuple[int, str]) -> Tuple[str, int]:
    a, b = _is(x, tuple)
    return b, _is(a, int)


def deep(x: Tuple[int, Tuple[str, float]]) -> Tuple[Tuple[float, str], int]:
    a, (b, c) = _is(x, tuple)
    return (_is(c, float), b), a


def spread(x: "tuple[int, ...]") -> "tuple[int, ...]":
    return _is(x, tuple)[::-1]


def pairs(x: "tuple[tuple[int, ...], ...]") -> int:
    return sum(len(_is(v, tuple)) for v in _is(x, tuple))


def single(x: Tuple[int]) -> Tuple[int]:
    return (_is(x, tuple)[0] * 2,)


def evens(x: Set[int]) -> Set[int]:
    return {v for v in _is(x, set) if _is(v, int) % 2 == 0}


def names(x: FrozenSet[str]) -> List[str]:
    return sorted(_is(v, str) for v in x)


def dates(x: Set[dt.date]) -> int:
    return len({_is(v, dt.date) for v in _is(x, set)})


def scale_all(x: Dict[str, float], by: float) -> Dict[str, float]:
    return {_is(k, str): _is(v, float) * by for k, v in _is(x, dict).items()}


def by_number(x: Dict[int, str]) -> Dict[int, str]:
    return {_is(k, int) + 1: v for k, v in _is(x, dict).items()}


def by_pair(x: Dict[Tuple[int, int], float]) -> Dict[Tuple[int, int], float]:
    return {(_is(k, tuple)[1], k[0]): v for k, v in _is(x, dict).items()}


def first_key(x: Dict[Tuple[int, int], float]) -> Tuple[int, int]:
    return next(iter(x))


def by_day(x: Dict[dt.date, int]) -> Dict[dt.date, int]:
    return {_is(k, dt.date) + dt.timedelta(days=1): v for k, v in x.items()}


def nested(x: Dict[str, List[Dict[str, int]]]) -> Dict[str, List[Dict[str, int]]]:
    return {k: [{a: b + 1 for a, b in _is(d, dict).items()} for d in _is(v, list)] for k, v in x.items()}


def longest(x: Sequence[str]) -> str:
    return max(_is(x, list), key=len)


def squares(n: int) -> Iterable[int]:
    return (v * v for v in range(n))


def keys(x: Mapping[str, int]) -> List[str]:
    return sorted(_is(x, dict))


def maybe(x: Optional[int]) -> Optional[int]:
    return None if x is None else _is(x, int) + 1


def maybe_text(x: "str | None" = None) -> "str | None":
    return None if x is None else _is(x, str).upper()


def maybe_list(x: Optional[List[Optional[float]]]) -> Optional[List[Optional[float]]]:
    return None if x is None else [None if v is None else -_is(v, float) for v in _is(x, list)]


def describe(x: Union[int, str]) -> str:
    return f"{type(x).__name__} {x}"


def describe_or(x: Union[int, str, None] = None, y: Union[float, List[float]] = 1.5) -> str:
    return f"{type(x).__name__} {type(y).__name__}"


def number(x: Union[int, float]) -> float:
    return float(x)


def either(text: bool) -> Union[int, str]:
    return "a" if _is(text, bool) else 1


def mode(x: Literal["fast", "exact"] = "fast") -> Literal["fast", "exact"]:
    if x not in ("fast", "exact"):
        raise ValueError(x)
    return "exact" if x == "fast" else "fast"


def level(x: Literal[1, 2]) -> Literal[1, 2]:
    return 3 - _is(x, int)


def tomorrow(x: dt.date) -> dt.date:
    return _is(x, dt.date) + dt.timedelta(days=1)


def later(x: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return _is(x, dt.datetime) + _is(by, dt.timedelta)


def noon(x: dt.time) -> dt.time:
    return _is(x, dt.time).replace(hour=12)


def between(x: dt.datetime, y: dt.datetime) -> dt.timedelta:
    return _is(y, dt.datetime) - _is(x, dt.datetime)


def exact(x: decimal.Decimal) -> decimal.Decimal:
    return _is(x, decimal.Decimal) * 3


def same_id(x: uuid.UUID) -> uuid.UUID:
    return _is(x, uuid.UUID)


def anything(x: Any) -> Any:
    return x


def some_object(x: object) -> str:
    return type(x).__name__


def bare(x, y=2):
    return [x, y]


def nothing() -> None:
    return None


def gives_none():
    return None
