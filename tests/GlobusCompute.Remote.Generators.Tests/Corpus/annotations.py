# Annotations of every form, as parameter, with a default, and as a result.
import datetime as dt
import decimal
import typing
import typing as t
import uuid
import numpy
import numpy as np
import numpy.typing as npt
from collections import abc, OrderedDict, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from numpy.typing import NDArray
from pathlib import Path
from typing import Annotated, Any, Callable, Dict, Final, Iterable, List, Literal, Mapping, NamedTuple, Optional, Optional as Opt, Sequence, TypedDict, TypeVar, Union
from typing_extensions import LiteralString, Required, Text
from uuid import UUID

T = TypeVar("T")


class Options(TypedDict, total=False):
    """How to fit."""

    degree: Required[int]
    label: Optional[str]


@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0
    tags: list[str] = field(default_factory=list)
    count: typing.ClassVar[int] = 0

    def norm(self) -> float:
        return 0.0


@dataclass
class Point3(Point):
    z: float = 0.0


class Pair(NamedTuple):
    first: int
    second: str = "x"


class Color(Enum):
    RED = 1


class Plain:
    x: int = 1


def annotation_000(a: int, b: int = None) -> int: pass

def annotation_001(a: float, b: float = None) -> float: pass

def annotation_002(a: str, b: str = None) -> str: pass

def annotation_003(a: bool, b: bool = None) -> bool: pass

def annotation_004(a: bytes, b: bytes = None) -> bytes: pass

def annotation_005(a: None, b: None = None) -> None: pass

def annotation_006(a: complex, b: complex = None) -> complex: pass

def annotation_007(a: object, b: object = None) -> object: pass

def annotation_008(a: list, b: list = None) -> list: pass

def annotation_009(a: dict, b: dict = None) -> dict: pass

def annotation_010(a: tuple, b: tuple = None) -> tuple: pass

def annotation_011(a: set, b: set = None) -> set: pass

def annotation_012(a: list[int], b: list[int] = None) -> list[int]: pass

def annotation_013(a: list[list[float]], b: list[list[float]] = None) -> list[list[float]]: pass

def annotation_014(a: tuple[int, str], b: tuple[int, str] = None) -> tuple[int, str]: pass

def annotation_015(a: tuple[int, ...], b: tuple[int, ...] = None) -> tuple[int, ...]: pass

def annotation_016(a: tuple[()], b: tuple[()] = None) -> tuple[()]: pass

def annotation_017(a: dict[str, int], b: dict[str, int] = None) -> dict[str, int]: pass

def annotation_018(a: dict[str, list[int]], b: dict[str, list[int]] = None) -> dict[str, list[int]]: pass

def annotation_019(a: set[str], b: set[str] = None) -> set[str]: pass

def annotation_020(a: frozenset[int], b: frozenset[int] = None) -> frozenset[int]: pass

def annotation_021(a: Optional[int], b: Optional[int] = None) -> Optional[int]: pass

def annotation_022(a: Optional[list[int]], b: Optional[list[int]] = None) -> Optional[list[int]]: pass

def annotation_023(a: int | None, b: int | None = None) -> int | None: pass

def annotation_024(a: None | int, b: None | int = None) -> None | int: pass

def annotation_025(a: int | str | None, b: int | str | None = None) -> int | str | None: pass

def annotation_026(a: Union[int, str], b: Union[int, str] = None) -> Union[int, str]: pass

def annotation_027(a: Union[int, None], b: Union[int, None] = None) -> Union[int, None]: pass

def annotation_028(a: Union[int], b: Union[int] = None) -> Union[int]: pass

def annotation_029(a: Union[int, Union[str, bytes]], b: Union[int, Union[str, bytes]] = None) -> Union[int, Union[str, bytes]]: pass

def annotation_030(a: Optional[Union[int, str]], b: Optional[Union[int, str]] = None) -> Optional[Union[int, str]]: pass

def annotation_031(a: Literal['a'], b: Literal['a'] = None) -> Literal['a']: pass

def annotation_032(a: Literal['a', 'b'], b: Literal['a', 'b'] = None) -> Literal['a', 'b']: pass

def annotation_033(a: Literal[1, 2, None], b: Literal[1, 2, None] = None) -> Literal[1, 2, None]: pass

def annotation_034(a: Literal[True, 'x', b'y', -1], b: Literal[True, 'x', b'y', -1] = None) -> Literal[True, 'x', b'y', -1]: pass

def annotation_035(a: Any, b: Any = None) -> Any: pass

def annotation_036(a: t.Any, b: t.Any = None) -> t.Any: pass

def annotation_037(a: typing.List[int], b: typing.List[int] = None) -> typing.List[int]: pass

def annotation_038(a: typing.Dict[str, typing.Any], b: typing.Dict[str, typing.Any] = None) -> typing.Dict[str, typing.Any]: pass

def annotation_039(a: Opt[int], b: Opt[int] = None) -> Opt[int]: pass

def annotation_040(a: List[int], b: List[int] = None) -> List[int]: pass

def annotation_041(a: Sequence[float], b: Sequence[float] = None) -> Sequence[float]: pass

def annotation_042(a: Iterable[str], b: Iterable[str] = None) -> Iterable[str]: pass

def annotation_043(a: Mapping[str, int], b: Mapping[str, int] = None) -> Mapping[str, int]: pass

def annotation_044(a: abc.Sequence[int], b: abc.Sequence[int] = None) -> abc.Sequence[int]: pass

def annotation_045(a: Callable, b: Callable = None) -> Callable: pass

def annotation_046(a: Callable[[int, str], bool], b: Callable[[int, str], bool] = None) -> Callable[[int, str], bool]: pass

def annotation_047(a: Callable[..., int], b: Callable[..., int] = None) -> Callable[..., int]: pass

def annotation_048(a: np.ndarray, b: np.ndarray = None) -> np.ndarray: pass

def annotation_049(a: numpy.ndarray, b: numpy.ndarray = None) -> numpy.ndarray: pass

def annotation_050(a: np.ndarray[tuple[int], np.dtype[np.float64]], b: np.ndarray[tuple[int], np.dtype[np.float64]] = None) -> np.ndarray[tuple[int], np.dtype[np.float64]]: pass

def annotation_051(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64] = None) -> npt.NDArray[np.float64]: pass

def annotation_052(a: NDArray[np.int32], b: NDArray[np.int32] = None) -> NDArray[np.int32]: pass

def annotation_053(a: NDArray[Any], b: NDArray[Any] = None) -> NDArray[Any]: pass

def annotation_054(a: npt.ArrayLike, b: npt.ArrayLike = None) -> npt.ArrayLike: pass

def annotation_055(a: np.float64, b: np.float64 = None) -> np.float64: pass

def annotation_056(a: np.int8, b: np.int8 = None) -> np.int8: pass

def annotation_057(a: np.bool_, b: np.bool_ = None) -> np.bool_: pass

def annotation_058(a: datetime, b: datetime = None) -> datetime: pass

def annotation_059(a: date, b: date = None) -> date: pass

def annotation_060(a: dt.datetime, b: dt.datetime = None) -> dt.datetime: pass

def annotation_061(a: dt.timedelta, b: dt.timedelta = None) -> dt.timedelta: pass

def annotation_062(a: dt.time, b: dt.time = None) -> dt.time: pass

def annotation_063(a: Decimal, b: Decimal = None) -> Decimal: pass

def annotation_064(a: decimal.Decimal, b: decimal.Decimal = None) -> decimal.Decimal: pass

def annotation_065(a: UUID, b: UUID = None) -> UUID: pass

def annotation_066(a: uuid.UUID, b: uuid.UUID = None) -> uuid.UUID: pass

def annotation_067(a: Path, b: Path = None) -> Path: pass

def annotation_068(a: pathlib.Path, b: pathlib.Path = None) -> pathlib.Path: pass

def annotation_069(a: Options, b: Options = None) -> Options: pass

def annotation_070(a: Point, b: Point = None) -> Point: pass

def annotation_071(a: Pair, b: Pair = None) -> Pair: pass

def annotation_072(a: Color, b: Color = None) -> Color: pass

def annotation_073(a: Plain, b: Plain = None) -> Plain: pass

def annotation_074(a: 'int', b: 'int' = None) -> 'int': pass

def annotation_075(a: 'list[int]', b: 'list[int]' = None) -> 'list[int]': pass

def annotation_076(a: "Optional[Point]", b: "Optional[Point]" = None) -> "Optional[Point]": pass

def annotation_077(a: 'np.ndarray', b: 'np.ndarray' = None) -> 'np.ndarray': pass

def annotation_078(a: '''int''', b: '''int''' = None) -> '''int''': pass

def annotation_079(a: 'int | None', b: 'int | None' = None) -> 'int | None': pass

def annotation_080(a: list['Point'], b: list['Point'] = None) -> list['Point']: pass

def annotation_081(a: Optional['int'], b: Optional['int'] = None) -> Optional['int']: pass

def annotation_082(a: 'List["int"]', b: 'List["int"]' = None) -> 'List["int"]': pass

def annotation_083(a: Annotated[int, 'metres'], b: Annotated[int, 'metres'] = None) -> Annotated[int, 'metres']: pass

def annotation_084(a: Annotated[list[int], Field(gt=0), 'x'], b: Annotated[list[int], Field(gt=0), 'x'] = None) -> Annotated[list[int], Field(gt=0), 'x']: pass

def annotation_085(a: Final[int], b: Final[int] = None) -> Final[int]: pass

def annotation_086(a: Required[int], b: Required[int] = None) -> Required[int]: pass

def annotation_087(a: T, b: T = None) -> T: pass

def annotation_088(a: list[T], b: list[T] = None) -> list[T]: pass

def annotation_089(a: type[int], b: type[int] = None) -> type[int]: pass

def annotation_090(a: Type[Point], b: Type[Point] = None) -> Type[Point]: pass

def annotation_091(a: Iterator[int], b: Iterator[int] = None) -> Iterator[int]: pass

def annotation_092(a: Generator[int, None, None], b: Generator[int, None, None] = None) -> Generator[int, None, None]: pass

def annotation_093(a: Unknown, b: Unknown = None) -> Unknown: pass

def annotation_094(a: a.b.c, b: a.b.c = None) -> a.b.c: pass

def annotation_095(a: a.b[int], b: a.b[int] = None) -> a.b[int]: pass

def annotation_096(a: (int), b: (int) = None) -> (int): pass

def annotation_097(a: (int | None), b: (int | None) = None) -> (int | None): pass

def annotation_098(a: int if x else str, b: int if x else str = None) -> int if x else str: pass

def annotation_099(a: f(1), b: f(1) = None) -> f(1): pass

def annotation_100(a: x[0](2), b: x[0](2) = None) -> x[0](2): pass

def annotation_101(a: [int, str], b: [int, str] = None) -> [int, str]: pass

def annotation_102(a: {'a': int}, b: {'a': int} = None) -> {'a': int}: pass

def annotation_103(a: lambda: int, b: lambda: int = None) -> lambda: int: pass

def annotation_104(a: 'not a type', b: 'not a type' = None) -> 'not a type': pass

def annotation_105(a: '', b: '' = None) -> '': pass

def annotation_106(a: int or str, b: int or str = None) -> int or str: pass

def annotation_107(a: 3, b: 3 = None) -> 3: pass

def annotation_108(a: ..., b: ... = None) -> ...: pass

def annotation_109(a: dict[str, Callable[[int], str]], b: dict[str, Callable[[int], str]] = None) -> dict[str, Callable[[int], str]]: pass

def annotation_110(a: LiteralString, b: LiteralString = None) -> LiteralString: pass

def annotation_111(a: Text, b: Text = None) -> Text: pass

def annotation_112(a: NoReturn, b: NoReturn = None) -> NoReturn: pass

def annotation_113(a: Self, b: Self = None) -> Self: pass

def annotation_114(a: defaultdict[str, int], b: defaultdict[str, int] = None) -> defaultdict[str, int]: pass

def annotation_115(a: OrderedDict[str, int], b: OrderedDict[str, int] = None) -> OrderedDict[str, int]: pass

def annotation_116(a: Counter[str], b: Counter[str] = None) -> Counter[str]: pass

def annotation_117(a: list[int,], b: list[int,] = None) -> list[int,]: pass

def annotation_118(a: Optional [ int ], b: Optional [ int ] = None) -> Optional [ int ]: pass

def annotation_119(a: typing . Optional[int], b: typing . Optional[int] = None) -> typing . Optional[int]: pass

def annotation_120(a: list[
    int
], b: list[
    int
] = None) -> (list[
    int
]): pass

def annotation_121(a: Union[
    int,  # a number
    None,
], b: Union[
    int,  # a number
    None,
] = None) -> (Union[
    int,  # a number
    None,
]): pass
