"""What the web API calculates: a line through points, and the peaks of a curve. The standard library is enough."""
import math
from typing import TypedDict


class LineFit(TypedDict):
    """A fitted line, and how far the points lie from it."""

    intercept: float
    slope: float
    residual: float


class Peak(TypedDict):
    """A point that is higher than its neighbours."""

    position: float
    height: float


def fit_line(x: list[float], y: list[float]) -> LineFit:
    """Fits a line to at least three points by least squares."""
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} values and y has {len(y)}")
    if len(x) < 3 or len(set(x)) < 2:
        raise ValueError("a line needs at least three points and two different x values")
    mean_x, mean_y = math.fsum(x) / len(x), math.fsum(y) / len(y)
    slope = (math.fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y))
             / math.fsum((a - mean_x) ** 2 for a in x))
    intercept = mean_y - slope * mean_x
    squares = math.fsum((b - intercept - slope * a) ** 2 for a, b in zip(x, y))
    return {"intercept": intercept, "slope": slope, "residual": math.sqrt(squares / (len(x) - 2))}


def find_peaks(x: list[float], y: list[float], *, threshold: float = 0.0) -> list[Peak]:
    """Finds the points above a threshold that are higher than both neighbours."""
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} values and y has {len(y)}")
    return [{"position": x[i], "height": y[i]} for i in range(1, len(y) - 1)
            if y[i] > threshold and y[i - 1] < y[i] >= y[i + 1]]
