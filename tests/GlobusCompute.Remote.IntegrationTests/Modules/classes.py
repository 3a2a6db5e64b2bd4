"""Dataclasses, TypedDicts, NamedTuples and Enums, in annotations that are text."""
from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import NamedTuple, Optional, TypedDict, Union


class Color(enum.Enum):
    RED = "r"
    DARK_GREEN = "g"
    blue = (0, 0, 255)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


class Mode(str, enum.Enum):
    FAST = "fast"
    SLOW = "slow"


class Access(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    RUN = enum.auto()


class Point(NamedTuple):
    x: float
    y: float = 0.0


class Edge(NamedTuple):
    start: Point
    color: Color


@dataclass
class Base:
    id: int


@dataclass
class Item(Base):
    """A thing.

    Attributes:
        name: What it is called.
        tags: Words for it.
    """

    name: str
    price: float = 1.5
    color: Color = Color.RED
    tags: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    parent: Optional[Item] = None
    where: Point = Point(1.0, 2.0)
    total: float = field(init=False)

    def __post_init__(self):
        assert isinstance(self.color, Color) and isinstance(self.where, Point)
        self.total = self.price * 2


@dataclass(frozen=True)
class Key:
    row: int
    column: int


@dataclass
class Node:
    value: int
    children: list[Node] = field(default_factory=list)


@dataclass
class Table:
    cells: dict[str, tuple[Key, float]]
    rows: tuple[Item, ...]
    pair: tuple[Key, Key]
    matrix: list[list[Key]]


class Summary(TypedDict):
    count: int
    items: list[Item]
    level: Level


class Options(TypedDict, total=False):
    mode: Mode
    depth: int
    key: Key


class Tree(TypedDict):
    name: str
    below: list[Tree]


@dataclass
class Circle:
    radius: float


@dataclass
class Square:
    side: float


def _item(x):
    if not isinstance(x, Item):
        raise TypeError(f"got {x!r}")
    return x


def flip(x: Color) -> Color:
    return {Color.RED: Color.DARK_GREEN, Color.DARK_GREEN: Color.blue, Color.blue: Color.RED}[x]


def raise_level(x: Level) -> Level:
    return Level.HIGH if x is Level.LOW else Level.LOW


def other_mode(x: Mode = Mode.FAST) -> Mode:
    return Mode.SLOW if x is Mode.FAST else Mode.FAST


def grant(x: Access, more: Access = Access.WRITE) -> Access:
    return x | more


def mirror(p: Point) -> Point:
    return Point(p.y, p.x)


def turn(e: Edge) -> Edge:
    return Edge(Point(-e.start.x, -e.start.y), flip(e.color))


def price(item: Item) -> float:
    return _item(item).total


def renamed(item: Item, *, name: str = "none", color: Optional[Color] = None) -> Item:
    return Item(_item(item).id + 1, name, item.price, color or item.color, item.tags + [name], item.sizes, item, item.where)


def first(items: list[Item]) -> Optional[Item]:
    return _item(items[0]) if items else None


def by_name(items: tuple[Item, ...]) -> dict[str, Item]:
    assert isinstance(items, tuple)
    return {_item(item).name: item for item in items}


def unique(keys: set[Key]) -> set[Key]:
    assert isinstance(keys, set) and all(isinstance(key, Key) for key in keys)
    return {Key(key.column, key.row) for key in keys}


def depth(node: Node) -> int:
    return 1 + max((depth(child) for child in node.children), default=0)


def grow(node: Node) -> Node:
    return Node(node.value + 1, [node, *node.children])


def echo_table(table: Table) -> Table:
    assert all(isinstance(cell, tuple) and isinstance(cell[0], Key) for cell in table.cells.values())
    assert isinstance(table.rows, tuple) and isinstance(table.pair, tuple) and isinstance(table.matrix[0][0], Key)
    return table


def summarise(items: list[Item], level: Level = Level.LOW) -> Summary:
    return {"count": len(items), "items": [_item(item) for item in items], "level": level}


def count(summary: Summary) -> int:
    return summary["count"] + len([_item(item) for item in summary["items"]]) + summary["level"]


def options(given: Options) -> Options:
    assert "key" not in given or isinstance(given["key"], Key)
    return {**given, "mode": other_mode(given.get("mode", Mode.SLOW))}


def leaves(tree: Tree) -> Tree:
    return {"name": tree["name"].upper(), "below": [leaves(below) for below in tree["below"]]}


def area(shape: Union[Circle, Square]) -> float:
    return shape.side ** 2 if isinstance(shape, Square) else 3 * shape.radius ** 2


def shapes(n: int) -> list[Union[Circle, Square]]:
    return [Circle(float(i)) if i % 2 else Square(float(i)) for i in range(n)]


def by_color(heights: dict[Color, list[Point]]) -> dict[Color, list[Point]]:
    return {flip(color): [Point(p.y, p.x) for p in points] for color, points in heights.items()}


def colors(x: list[Color | None]) -> list[Color | None]:
    return [None if c is None else flip(c) for c in x]


def tuples(x: list[tuple[Color, int]]) -> list[tuple[int, Color]]:
    return [(n, flip(c)) for c, n in x]
