"""Straight-line least squares with the standard library alone.

The fit sums fractions, which are exact, of the decimal numbers as they were written; its last digits can be trusted.
"""
import math
import random
from fractions import Fraction
from typing import TypedDict


class LineFit(TypedDict):
    """A fitted line, and the standard deviation of the residuals."""

    intercept: float
    slope: float
    residual_standard_deviation: float
    count: int


def _exact(values):
    return [Fraction(repr(v)) for v in values]


def _solve(x, y):
    """Slope and intercept of the line with the least sum of squared residuals, as fractions."""
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} values and y has {len(y)}")
    xs = _exact(x)
    ys = _exact(y)
    count = len(xs)
    sum_x, sum_y = sum(xs), sum(ys)
    spread = count * sum(v * v for v in xs) - sum_x * sum_x
    if spread == 0:
        raise ValueError("a line needs at least two different x values")
    slope = (count * sum(a * b for a, b in zip(xs, ys)) - sum_x * sum_y) / spread
    return slope, (sum_y - slope * sum_x) / count


def fit_line(x: list[float], y: list[float]) -> LineFit:
    """Fits a line to points."""
    slope, intercept = _solve(x, y)
    squares = sum((b - intercept - slope * a) ** 2 for a, b in zip(_exact(x), _exact(y)))
    freedom = len(x) - 2
    return {
        "intercept": float(intercept),
        "slope": float(slope),
        "residual_standard_deviation": math.sqrt(squares / freedom) if freedom > 0 else math.nan,
        "count": len(x),
    }


def residuals(x: list[float], y: list[float], *, intercept: float, slope: float) -> list[float]:
    """How far each point lies above the line."""
    return [b - (intercept + slope * a) for a, b in zip(x, y)]


def bootstrap_slopes(x: list[float], y: list[float], resamples: int, seed: int) -> list[float]:
    """Slopes of lines through points drawn with replacement, so many times."""
    draw = random.Random(seed)
    points = list(zip(x, y))
    slopes = []
    while len(slopes) < resamples:
        drawn = draw.choices(points, k=len(points))
        if len({a for a, _ in drawn}) > 1:
            slopes.append(_slope_of(drawn))
    return slopes


def _slope_of(points):
    mean_x = math.fsum(a for a, _ in points) / len(points)
    mean_y = math.fsum(b for _, b in points) / len(points)
    return (math.fsum((a - mean_x) * (b - mean_y) for a, b in points)
            / math.fsum((a - mean_x) ** 2 for a, _ in points))


def calibrate(readings: list[str]) -> LineFit:
    """Fits a line to readings in text form. It raises when one of them is not a number."""
    try:
        points = [_parse(reading) for reading in readings]
    except ValueError as error:
        raise RuntimeError(f"cannot calibrate with {len(readings)} readings") from error
    return fit_line([a for a, _ in points], [b for _, b in points])


def _parse(reading):
    x, y = reading.split(",")
    return float(x), float(y)
