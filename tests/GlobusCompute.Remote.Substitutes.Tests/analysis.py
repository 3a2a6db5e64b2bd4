from typing import TypedDict


class LineFit(TypedDict):
    """A fitted line."""

    intercept: float
    slope: float


def fit_line(x: list[float], y: list[float]) -> LineFit:
    """Fits a line to points."""
    ...


def count(name: str) -> int:
    """How many measurements there are of a name."""
    ...


def find(name: str) -> "str | None":
    """The place of a name."""
    ...


def save(name: str, slope: float) -> None:
    """Keeps a slope."""
    ...
