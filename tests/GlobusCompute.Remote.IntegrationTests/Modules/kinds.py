"""Annotations of the standard library and numpy, and names that mean something to generated code, each checked on arrival."""
import array
import collections
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from enum import Enum, Flag, IntEnum, auto
from functools import lru_cache
from typing import (
    Annotated, Any, Deque, Dict, Final, List, Literal, Mapping, NamedTuple, NewType, Optional, Sequence, Set, Tuple, TypedDict, TypeVar, Union,
)

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Several = List[T]
Both = Tuple[T, T]
UserId = NewType("UserId", int)


@dataclass
class Cell:
    row: int


@dataclass
class v:
    v: int


class items(NamedTuple):
    items: List[v]


class Alone(NamedTuple):
    only: Cell


class Tone(Enum):
    LOW = 1
    HIGH = 2


class Rank(IntEnum):
    FIRST = 1
    SECOND = 2


class Right(Flag):
    READ = auto()
    WRITE = auto()


Header = TypedDict("Header", {"content-type": str, "in": int, "a b": float}, total=False)


class Patch(TypedDict, total=False):
    name: str
    cell: Cell


def _told(value) -> str:
    return f"{type(value).__module__}.{type(value).__name__} {value!r}".replace("builtins.", "")


def told_numbers(x: List[Union[int, float]]) -> str:
    return _told(x)


def told_table(x: Dict[str, Union[int, float]]) -> str:
    return _told(x)


def told_pair(x: Tuple[Union[int, float], Union[int, float]]) -> str:
    return _told(x)


def told_some(x: Optional[Sequence[Union[int, float, None]]] = None) -> str:
    return _told(x)


def told_all(*x: Union[int, float]) -> str:
    return _told(x)


def queue(x: Deque[int]) -> Deque[str]:
    return deque([_told(x)])


def queue_of_cells(x: "deque[Cell]") -> "collections.deque[Cell]":
    x.rotate(1)
    return x


def count_words(x: Counter[str]) -> Counter[str]:
    return x + collections.Counter(["a", _told(x)])


def chained(x: ChainMap[str, int]) -> ChainMap[str, int]:
    return ChainMap({_told(x): 1}, x)


def grouped(x: "defaultdict[str, List[int]]") -> "defaultdict[str, List[int]]":
    return defaultdict(list, {_told(x): [1]})


def codes(x: "array.array[int]") -> "array.array[int]":
    return array.array("q", [x.itemsize, *x])


def values_of(x: "array.array[float]") -> "array.array[float]":
    return array.array("d", [x.itemsize, *x])


def any_array(x: array.array) -> array.array:
    return array.array("u", x.typecode)


def objects(x: "npt.NDArray[np.object_]") -> "npt.NDArray[np.object_]":
    return np.array([str(x.dtype), x.ndim, *x, None], dtype=object)


def raw(x: "npt.NDArray[np.bytes_]") -> "npt.NDArray[np.bytes_]":
    return np.array([x.dtype.kind.encode(), *x])


def words(x: "npt.NDArray[np.str_]") -> "npt.NDArray[np.str_]":
    return np.array([x.dtype.kind, *x])


def raw_scalar(x: np.bytes_) -> np.bytes_:
    return np.bytes_(type(x).__name__.encode())


def keys(x: Dict[str, int]) -> "collections.abc.KeysView[str]":
    return x.keys()


def several(x: Several[float]) -> Several[str]:
    return [_told(i) for i in x]


def both(x: Both[Cell]) -> Both[Cell]:
    return (x[1], Cell(x[0].row))


def alone(x: Alone) -> Alone:
    return Alone(Cell(x.only.row + 1))


def alone_in(x: List[Alone]) -> Dict[str, Alone]:
    return {_told(i): i for i in x}


def hidden(v: v, items: items, list: Tuple[v, ...], tuple: Set[int], _named: v = None) -> items:
    return type(items)([v, *items.items, *list] + ([] if _named is None else [_named]))


def hidden_self(hidden_self: Cell, Cell: int, asyncio: int) -> int:
    return hidden_self.row + Cell + asyncio


def set(set: "collections.abc.Set[int]", frozenset: "Set[Cell] | None" = None) -> "List[int]":
    return sorted(set)


def late(x: Union[int, str] = _told, /, y: int = 1) -> str:
    return f"{x is _told} {_told(x) if x is not _told else ''} {y}"


@lru_cache
def late_rest(x: int = _told, *rest: int) -> str:
    return f"{x is _told} {rest}"


def late_cell(x: Cell = Cell(7), y: int = 2, /, z: "Cell" = None) -> int:
    return x.row + y + (0 if z is None else z.row)


def toned(x: Literal[Tone.LOW, Tone.HIGH], y: Annotated[Tone, "y"], z: "Final[Tone]" = Tone.LOW) -> Literal[Tone.LOW]:
    return {x, y, z} == {Tone.LOW, Tone.HIGH} and Tone.LOW or Tone.HIGH


def ranked(x: Rank, y: Right) -> Dict[Rank, Right]:
    return {Rank(x + 1): y | Right.WRITE, Rank.FIRST: Right.READ} if type(x) is Rank else {}


def headed(x: Header) -> Header:
    return {"content-type": _told(sorted(x.items())), "in": 5}


def patched(x: Patch) -> Patch:
    return {"name": _told(x.get("cell"))}


def user(x: UserId, y: "Mapping[str, Optional[Tuple[int, Optional[str]]]]") -> "Tuple[Optional[UserId], Optional[str]]":
    return (None if x == 0 else UserId(x), _told(y))


def lines(x: "Annotated[List[Annotated[int, 1]], 'x']" = None) -> "Tuple[Dict[str, Optional[str]], int]":
    return ({"a": None, "b": _told(x)}, 3)


def anything(x: Any) -> "OrderedDict[str, int]":
    return OrderedDict(b=1, a=2)
