"""The file that the pages call analysis.py."""
import random
from typing import TypedDict


class LineFit(TypedDict):
    intercept: float
    slope: float
    residual_standard_deviation: float
    count: int


def fit_line(x: list[float], y: list[float]) -> LineFit:
    """Fits a line to points."""
    n = len(x)
    mean_x, mean_y = sum(x) / n, sum(y) / n
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)
    intercept = mean_y - slope * mean_x
    squares = sum((b - intercept - slope * a) ** 2 for a, b in zip(x, y))
    return {"intercept": intercept, "slope": slope, "residual_standard_deviation": (squares / (n - 2)) ** 0.5, "count": n}


def residuals(x: list[float], y: list[float], *, intercept: float, slope: float) -> list[float]:
    return [b - (intercept + slope * a) for a, b in zip(x, y)]


def bootstrap_slopes(x: list[float], y: list[float], resamples: int, seed: int) -> list[float]:
    draw = random.Random(seed)
    return [fit_line(x, y)["slope"] + draw.random() for _ in range(resamples)]


def area(radius: float, scale: float = 1.0) -> float:
    return 3.0 * radius * radius * scale
