"""Every way in which a class can declare what it is made of. It must be importable by Python 3.11."""
import collections
import dataclasses
import enum
import typing
from abc import ABC
from collections import namedtuple
from dataclasses import KW_ONLY, InitVar, dataclass, field
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, member, nonmember
from typing import Annotated, ClassVar, Generic, List, NamedTuple, NotRequired, Optional, Required, TypedDict, TypeVar
from typing import NamedTuple as Tup

__all__ = ["Plain", 'Options']
__all__ += ("Color",)
__all__.extend(["Mode" "s"])
__all__.append("Last")

T = TypeVar("T")


# Dataclasses.

@dataclass
class Plain:
    """Text.

        More text.
    """
    x: int
    y: "float" = 1.5
    names: list = field(default_factory=list)
    note: Optional[str] = field(default=None, repr=False)
    area: float = field(init=False)
    count: int = field(init=False, default=3)
    shared: ClassVar[int] = 4
    other: "ClassVar[int]" = 5
    bare: typing.ClassVar = 6
    untyped = 7

    def __post_init__(self):
        self.area = self.x * self.y


@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: List[int] = dataclasses.field(default_factory=lambda: [1, 2], compare=False)


@dataclass(kw_only=True)
class Keywords:
    a: int
    b: int = field(kw_only=False)
    c: int = 2


@dataclass
class Marked:
    a: int
    _: KW_ONLY
    b: int = 1
    c: int
    d: int = field(default=2, kw_only=False)


@dataclass
class Seeded:
    seed: InitVar[int]
    value: int = 0
    scale: "InitVar[float]" = 1.0
    text: dataclasses.InitVar[Optional[str]] = None

    def __post_init__(self, seed, scale, text):
        self.value += seed


@dataclass
class Base:
    a: int
    b: str = "b"


@dataclass
class Derived(Base):
    c: float = 0.0
    a: float = 1.0


class NotDecorated(Derived):
    d: int = 5


@dataclass
class Again(NotDecorated):
    e: int = 6


class Mixin:
    m: int


@dataclass
class Left(Base):
    left: int = 1


@dataclass
class Right(Base):
    right: int = 2
    b: str = "right"


@dataclass
class Diamond(Left, Right, Mixin):
    own: int = 3


@dataclass
class Hidden(Base):
    a: ClassVar[int] = 3


@dataclass(init=False)
class NoInit:
    a: int


@dataclass
class OwnInit:
    a: int

    def __init__(self, b):
        self.a = b


class InheritsInit(OwnInit):
    pass


@dataclass
class NewInit(OwnInit):
    c: int = 1


@dataclass
class Box(Generic[T], ABC):
    value: T
    items: "list[T]" = field(default_factory=list)


@dataclass
class IntBox(Box[int]):
    more: int = 1


@dataclass
class Assigned:
    x: int
    y: int; z: int = 3
    x = 4
    y = 5


@dataclass
class Twice:
    x: int = 1
    y: int = 2
    x: str = "x"


@dataclass
class Property:
    name: str

    @property
    def name(self):
        return "n"

    @name.setter
    def name(self, value):
        pass


@dataclass
class Empty:
    pass


@dataclass
class Split:
    matrix: list[
        list[float]
    ] = field(
        default_factory=lambda: [[0.0, 1.0],
                                 [1.0, 0.0]],  # comment, with a comma
    )
    pair: tuple[int, int] = (1,
                             2)


@dataclass(
    order=True,
    kw_only=True,
)
class Ordered: a: int; b: int = 2


# Dictionaries.

class Options(TypedDict):
    a: int
    b: NotRequired[str]
    c: Required[float]
    d: Annotated[NotRequired[int], "text"]


class Loose(TypedDict, total=False):
    x: int
    y: Required[str]
    z: typing.NotRequired[str]


class More(Options):
    e: int
    a: float


class Mixed(Options, Loose):
    pass


class LooseMore(Options, total=False):
    f: int


Called = TypedDict("Called", {"in": int, "not-a-name": "NotRequired[str]", "ok": Required[int]}, total=False)
Whole = TypedDict("Whole", {'a': List[int], 'b': NotRequired[int]})


# Named tuples.

class Pair(NamedTuple):
    """A pair."""
    first: int
    second: str = "two"

    def swap(self):
        return (self.second, self.first)


class MorePair(Pair):
    third: int = 3


class Renamed(Tup):
    a: int


Words = namedtuple("Words", "a b, c")
Listed = collections.namedtuple("Listed", ["a", "b", "c"], defaults=[2, (3, 4)])
Tupled = namedtuple("Tupled", ("x", "y"), module=__name__)
Keyed = namedtuple("Keyed", field_names="a b")
Typed = NamedTuple("Typed", [("x", int), ("y", "Optional[str]")])
Single = namedtuple("Single", "only")
Repeated = namedtuple("Repeated", ["a", "b", "c"], defaults=(None,) * 2)
_Other = namedtuple("OtherName", "a b")


class Extended(namedtuple("Extended", "a b", defaults=(1,))):
    c: int = 5

    def __new__(cls, a, b=2):
        return super().__new__(cls, a, b)


class Typed2(NamedTuple("Typed2", [("x", int)])):
    pass


# Enums.

class Color(Enum):
    """Colours."""
    RED = 1
    GREEN = 2; BLUE = 3
    CRIMSON = 1
    LIME = GREEN
    TYPED: int = 4
    annotated: int
    DARK = BLACK = 5
    ONE, TWO = 10, 11
    (THREE, FOUR) = (12, 13)
    FIVE, SIX = range(50, 52)
    TEXT = "a" "b"
    SAME_TEXT = 'ab'
    TUPLE = 1, 2
    SAME_TUPLE = (1, 2)
    HEX = 0x10
    SIXTEEN = 16
    NONE = None
    __private = 9

    def method(self):
        return 1

    @property
    def prop(self):
        return 2

    @staticmethod
    def static():
        return 3

    func = lambda self: 4
    made = staticmethod(len)
    not_member = nonmember(5)
    is_member = member(6)


class Autos(Enum):
    A = auto()
    B = enum.auto()
    C = 7
    D = auto()
    E = B


class Ignoring(Enum):
    _ignore_ = "a b"
    a = 1
    b = 2
    C = 3


class IgnoringList(Enum):
    _ignore_ = ["a", "c"]
    a = 1
    C = 3
    c = 4


class Numbers(IntEnum):
    _order_ = "ONE TWO NEGATIVE BIG AUTO LAST"
    ONE = 1
    TWO = ONE + 1
    NEGATIVE = -1
    BIG = 1 << 40
    AUTO = 3
    LAST = (2 * 3) - 1


class Modes(StrEnum):
    FAST = auto()
    SLOW = "slow"
    SAME = "slow"


class Text(str, Enum):
    A = "a"
    B = "b"


class Whole2(int, Enum):
    A = 1
    B = 2


class Access(Flag):
    NOTHING = 0
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE
    BOTH = READ | WRITE
    R = READ
    BIG = auto()


class Bits(IntFlag):
    A = 1
    B = 1 << 1
    C = 0x4
    SAME = 0b100
    MASK = ~0 & 0xFF
    HIGH = auto()


class Coded(Enum):
    def __new__(cls, code, text):
        obj = object.__new__(cls)
        obj._value_ = code
        obj.text = text
        return obj
    OK = 200, "OK"
    GONE = (410, "Gone")


class EmptyBase(Enum):
    @classmethod
    def names(cls):
        return list(cls.__members__)


class Filled(EmptyBase):
    A = 1
    B = auto()


class EmptyFlag(Flag):
    pass


class FilledFlag(EmptyFlag):
    A = auto()
    B = auto()


def helper():
    return 1


class WithFunction(Enum):
    A = 1
    call = helper


class ByTuple(Words, Enum):
    A = (1, 2, 3)
    B = 4, 5, 6
    C = 1, 2, 3


Shape = Enum("Shape", "CIRCLE SQUARE")
Comma = Enum("Comma", "A, B,C")
Lists = IntEnum("Lists", ["A", "B"])
Pairs = Enum("Pairs", [("A", 1), ("B", "b"), ("C", 1)])
Maps = enum.Enum("Maps", {"A": 1, "B": 2})
Flags = Flag("Flags", "A B C")
Started = Enum("Started", "A B", start=5)
Strings = StrEnum("Strings", "Ab CD")
Named = Enum("Named", names="A B")


# Not known, or not certain.

Dynamic = Enum("Dynamic", [name for name in ("A", "B")])
Tuples = namedtuple("Tuples", Words._fields + ("d",))
Rebound = namedtuple("Rebound", "a")
Rebound = namedtuple("Rebound", "b")


class Other(dict):
    a: int


class FromOther(Other):
    b: int


@dataclass
class OnOther(Other):
    c: int = 1
