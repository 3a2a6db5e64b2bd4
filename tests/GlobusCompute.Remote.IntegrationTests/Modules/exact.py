"""Values of annotations that name one of several types, each checked on arrival."""
import math
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING, Any, AsyncIterator, Collection, Dict, FrozenSet, Generator, Iterable, Iterator, List, NamedTuple, NewType, Optional, Sequence, Tuple, Union,
)

import numpy as np
import numpy.typing as npt

Vec = List[float]
Mat = List[Vec]
Name = NewType("Name", str)
Floats = npt.NDArray[np.float32]
Json = Union[Dict[str, "Json"], List["Json"], str, int, None]


@dataclass
class Spot:
    x: float
    next: "Spot" = None


class Edge(NamedTuple):
    start: Spot
    end: Spot = None


Place = Spot


def _is(value, *types):
    if type(value) not in types:
        raise TypeError(f"got {type(value).__name__} {value!r}, wanted {[t.__name__ for t in types]}")
    return value


def _array(value, dtype):
    if type(value) is not np.ndarray or value.dtype != np.dtype(dtype):
        raise TypeError(f"got {type(value).__name__} of {getattr(value, 'dtype', None)}, wanted {dtype}")
    return value


def steps(n: Union[int, float]) -> str:
    return f"{type(n).__name__} {len(range(n)) if isinstance(n, int) else n}"


def steps_or_none(n: Optional[Union[int, float]] = None) -> str:
    return type(n).__name__


def steps_or_text(n: "int | float | str") -> str:
    return type(n).__name__


def flag_or_number(n: "bool | int | float") -> str:
    return type(n).__name__


def either_scalar(n: "float | np.float32") -> str:
    return type(n).__name__


def sign(x: float) -> float:
    return math.copysign(1, _is(x, float))


def signs(x: List[float]) -> List[float]:
    return [math.copysign(1, v) for v in x]


def array_signs(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.copysign(1, _array(x, "float64"))


def zero() -> float:
    return -0.0


def bools(x: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return ~_array(x, "bool")


def int8s(x: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    return _array(x, "int8")[::-1]


def int16s(x: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    return _array(x, "int16")[::-1]


def int32s(x: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    return _array(x, "int32")[::-1]


def int64s(x: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return _array(x, "int64")[::-1]


def uint8s(x: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    _array(x, "uint8")[0] += 1
    return x[::-1]


def uint16s(x: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    return _array(x, "uint16")[::-1]


def uint32s(x: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return _array(x, "uint32")[::-1]


def uint64s(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return _array(x, "uint64")[::-1]


def float16s(x: npt.NDArray[np.float16]) -> npt.NDArray[np.float16]:
    return _array(x, "float16")[::-1]


def float32s(x: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return _array(x, "float32")[::-1]


def singles(x: "np.ndarray[Any, np.dtype[np.single]]") -> "np.ndarray[Any, np.dtype[np.single]]":
    return _array(x, "float32")[::-1]


def complex64s(x: npt.NDArray[np.complex64]) -> npt.NDArray[np.complex64]:
    return _array(x, "complex64")[::-1]


def longs(x: npt.NDArray[np.longdouble]) -> int:
    return len(_array(x, "longdouble"))


def instants(x: npt.NDArray[np.datetime64]) -> int:
    return len(_array(x, "datetime64[us]"))


def listed(x: Floats, names: List[str], *, scale: Optional[npt.NDArray[np.int16]] = None) -> int:
    return len(_array(x, "float32")) + len(names) + (0 if scale is None else len(_array(scale, "int16")))


def nested_arrays(x: List[npt.NDArray[np.float32]]) -> int:
    return sum(len(_array(v, "float32")) for v in x)


def scalar32(x: np.float32) -> np.float32:
    return _is(x, np.float32)


def scalar_u64(x: np.uint64) -> np.uint64:
    return _is(x, np.uint64)


def scalars(x: List[np.int8], y: Tuple[np.bool_, np.float64]) -> List[np.int8]:
    _is(y[0], np.bool_), _is(y[1], np.float64)
    return [_is(v, np.int8) for v in x]


def frozen(x: FrozenSet[int]) -> FrozenSet[int]:
    return _is(x, frozenset)


def buffer(x: bytearray) -> bytearray:
    _is(x, bytearray).append(1)
    return x


def view(x: memoryview) -> memoryview:
    return _is(x, memoryview)


def ordered(x: "OrderedDict[str, int]") -> "OrderedDict[str, int]":
    _is(x, OrderedDict).move_to_end("a")
    return x


def defaulting(x: "defaultdict[str, int]") -> int:
    return len(_is(x, defaultdict))


def norm(x: Vec) -> float:
    return math.hypot(*(_is(v, float) for v in _is(x, list)))


def rows(x: Mat) -> Mat:
    return [_is(v, list) for v in x][::-1]


def greet(x: Name) -> Name:
    return "hello " + _is(x, str)


def as_json(x: Json) -> str:
    return repr(x)


def move(x: Place, by: float = 1.0) -> Place:
    return Spot(_is(x, Spot).x + by)


def maybe_spot(x: Spot = None, *, y: List[Spot] = None, z: Spot = None) -> int:
    return (0 if x is None else int(_is(x, Spot).x)) + (0 if y is None else len([_is(v, Spot) for v in y])) + (z is not None)


def chain(x: Spot) -> Spot:
    return Spot(0.0, _is(x, Spot))


def count(n: int) -> Iterator[int]:
    return iter(range(n))


def generated(n: int) -> Generator[str, None, None]:
    for i in range(n):
        yield str(i)


def walked(n: int) -> Iterator[Spot]:
    for i in range(n):
        yield Spot(i)


def sequence(n: int) -> Sequence[float]:
    return tuple(float(i) for i in range(n))


def collection(n: int) -> Collection[int]:
    return range(n)


def iterable(n: int) -> Iterable[Tuple[int, str]]:
    return ((i, str(i)) for i in range(n))


async def streamed(n: int) -> AsyncIterator[int]:
    for i in range(n):
        yield i


def opened(n: int) -> AsyncIterator[Spot]:
    async def run():
        for i in range(n):
            yield Spot(i)

    return run()


def maybe_iterator(n: int) -> Optional[Iterator[int]]:
    return None if n == 0 else iter(range(n))


def groups(n: int) -> List[Iterator[int]]:
    return [iter(range(i)) for i in range(n)]


def pull(x: Iterator[int]) -> int:
    next(x)
    return next(x)


if TYPE_CHECKING:
    def hidden(x: int) -> int: ...
else:
    def shown(x: int) -> int:
        return x
