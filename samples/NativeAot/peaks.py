"""Peaks of a measured curve. The C# interface to this file is written by the compiler."""
import enum
from dataclasses import dataclass, field
from typing import Optional, Union


class Shape(enum.Enum):
    """What a peak is compared with."""

    GAUSSIAN = "gaussian"
    LORENTZIAN = "lorentzian"


@dataclass(frozen=True)
class Peak:
    """A peak by its place and height."""

    position: float
    height: float
    shape: Shape = Shape.GAUSSIAN


@dataclass
class Window:
    """A part of a curve."""

    low: float
    high: float


@dataclass
class Curve:
    """A curve, and the peaks that were found in it."""

    points: list[tuple[float, float]]
    peaks: list[Peak] = field(default_factory=list)
    comment: Optional[str] = None


def find_peaks(curve: Curve, *, threshold: float = 0.0, shape: Shape = Shape.GAUSSIAN) -> Curve:
    """Finds the points that are higher than their neighbours.

    Args:
        curve: The curve to look at.
        threshold: The height that a peak has at least.
        shape: The shape that is noted for each peak.

    Returns:
        The curve with its peaks, in the order of their positions.
    """
    found = [Peak(b[0], b[1], shape) for a, b, c in zip(curve.points, curve.points[1:], curve.points[2:]) if a[1] < b[1] > c[1] and b[1] >= threshold]
    return Curve(curve.points, found, curve.comment)


def crop(curve: Curve, to: Union[Window, Peak]) -> Curve:
    """Keeps what lies within a window, or within one unit of a peak."""
    low, high = (to.low, to.high) if isinstance(to, Window) else (to.position - 1, to.position + 1)
    return Curve([point for point in curve.points if low <= point[0] <= high], [peak for peak in curve.peaks if low <= peak.position <= high], curve.comment)


def by_shape(peaks: list[Peak]) -> dict[Shape, list[float]]:
    """Heights of peaks by their shapes."""
    heights: dict[Shape, list[float]] = {}
    for peak in peaks:
        heights.setdefault(peak.shape, []).append(peak.height)
    return heights


def highest(peaks: list[Peak]) -> Optional[Peak]:
    """The highest peak, or None when there is none."""
    return max(peaks, key=lambda peak: peak.height, default=None)
