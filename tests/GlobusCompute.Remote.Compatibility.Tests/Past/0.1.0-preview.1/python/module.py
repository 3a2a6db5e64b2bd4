"""A file whose interface is written by the generator."""
import enum
from dataclasses import dataclass, field
from typing import NamedTuple, Optional, TypedDict, Union


class Color(enum.Enum):
    RED = "r"
    DARK_GREEN = "g"


class Access(enum.Flag):
    READ = 1
    WRITE = 2


class Place(NamedTuple):
    x: float
    y: float


@dataclass
class Leaf:
    """A leaf.

    Attributes:
        name: What it is called.
    """

    name: str
    count: int = 1
    color: Color = Color.RED
    place: Place = Place(0.0, 0.0)
    colors: set[Color] = field(default_factory=set)
    below: "list[Leaf]" = field(default_factory=list)
    note: Optional[str] = None
    last: Optional[Color] = None


@dataclass
class Branch:
    leaves: dict[str, Leaf]


class Keys(TypedDict, total=False):
    access: Access
    many: list[tuple[int, Color]]


def grow(leaf: Leaf, *, by: int = 1, color: Color = Color.DARK_GREEN) -> Branch:
    """Grows a branch.

    Args:
        leaf: The leaf.
        by: How far.
    """
    assert isinstance(leaf, Leaf) and isinstance(leaf.place, Place) and all(isinstance(child, Leaf) for child in leaf.below)
    return Branch({leaf.name: Leaf(leaf.name, leaf.count + by, color, Place(leaf.place.y, leaf.place.x), {color}, leaf.below, leaf.note, leaf.color)})


def measure(what: Union[Leaf, Branch]) -> Optional[int]:
    if isinstance(what, Branch):
        return len(what.leaves)
    return None if what.count else 0


def unlock(keys: Keys) -> Keys:
    return {"access": keys.get("access", Access.READ) | Access.WRITE, "many": [(1, Color.RED)]}


async def later(place: Place) -> Place:
    return Place(place.x + 1, place.y)


def plain(values: list[float], scale: float = 2.0) -> list[float]:
    return [value * scale for value in values]
