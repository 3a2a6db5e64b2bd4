from dataclasses import dataclass


@dataclass
class Peak:
    position: float
    height: float


def find_peaks(x: list[float], y: list[float], *, threshold: float = 0.0) -> list[Peak]:
    """Finds the points that are higher than their neighbors."""
    return [Peak(b, y[i]) for i, b in enumerate(x) if y[i] > threshold]


def reset(name: str = "all") -> None:
    """Forgets what was found."""
