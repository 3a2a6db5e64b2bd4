"""Functions that fail."""

from dataclasses import dataclass


@dataclass
class Frame:
    width: int

    def __post_init__(self):
        if self.width < 0:
            raise ValueError(f"width is {self.width}")


def half(frame: Frame) -> Frame:
    """Halves a frame."""
    return Frame(reduce(frame.width))


def reduce(width: int) -> int:
    if width % 2:
        raise ArithmeticError(f"{width} is odd")
    return width // 2


def chain(width: int) -> int:
    try:
        return reduce(width)
    except ArithmeticError as error:
        raise RuntimeError("no half") from error


def execute(code: str) -> int:
    exec(code)
    return 0


def leave(message: str) -> int:
    import sys

    sys.exit(message)


def crash(number: int) -> int:
    import os

    os.kill(os.getpid(), number)
    return 0
