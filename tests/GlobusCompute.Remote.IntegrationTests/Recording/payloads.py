"""Values and failures of every kind, for recordings."""
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import os
import pathlib
import random
import uuid

import numpy


@dataclasses.dataclass
class Peak:
    position: float
    label: str


class Colour(enum.Enum):
    RED = 1


class Misfit(Exception):
    def __init__(self, message, value):
        super().__init__(message)
        self.value = value


def value(kind, seed):
    chance = random.Random(seed)
    number = chance.randrange(1000)
    text = "".join(chance.choice("aé日😀\n\"\\'\t ") for _ in range(chance.randrange(12)))
    return {
        "none": lambda: None,
        "bool": lambda: number % 2 == 0,
        "int": lambda: number * 10 ** chance.randrange(30),
        "float": lambda: chance.choice([chance.random(), float("nan"), float("inf"), -0.0, 1e300]),
        "complex": lambda: complex(number, chance.random()),
        "text": lambda: text,
        "surrogate": lambda: text + "\ud83d",
        "bytes": lambda: chance.randbytes(number % 20),
        "list": lambda: [number, text, None, [chance.random()]],
        "tuple": lambda: (number, (text,)),
        "set": lambda: {number},
        "dict": lambda: {text: number, number: text},
        "json": lambda: {"name": text, "values": [chance.random() for _ in range(3)]},
        "ordered": lambda: collections.OrderedDict(a=number),
        "datetime": lambda: datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=number),
        "delta": lambda: datetime.timedelta(microseconds=number),
        "decimal": lambda: decimal.Decimal(number) / 7,
        "fraction": lambda: fractions.Fraction(number, 7),
        "uuid": lambda: uuid.UUID(int=number),
        "path": lambda: pathlib.PurePosixPath("/data") / str(number),
        "range": lambda: range(number),
        "array": lambda: numpy.arange(number % 7).astype(chance.choice(["i1", "u2", "f4", "f8", "c16", ">i4", "?", "M8[s]", "U3"])),
        "scalar": lambda: numpy.float64(chance.random()),
        "dataclass": lambda: Peak(chance.random(), text),
        "enum": lambda: Colour.RED,
        "large": lambda: text + "x" * 30_000,
    }[kind]()


def fail(kind, seed):
    def chained():
        try:
            {}[f"key {seed}"]
        except KeyError as e:
            raise ValueError(f"no entry {seed}") from e

    if kind == "chained":
        chained()
    elif kind == "group":
        raise ExceptionGroup("several", [ValueError(f"a {seed}"), Misfit("b", seed)])
    elif kind == "own":
        raise Misfit(f"does not fit: é日😀 {seed}", seed)
    elif kind == "deep":
        fail("chained", seed) if seed <= 0 else fail("deep", seed - 10)
    elif kind == "exit":
        raise SystemExit(seed)
    elif kind == "unpicklable":
        return lambda: seed
    elif kind == "huge":
        return "x" * (11 * 1024 * 1024)
    elif kind == "lost":
        os._exit(1)
