from collections.abc import Iterator

import pandas as pd
from pandas import DataFrame as Frame


def halves(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Splits a data frame in the middle."""
    middle = len(frame) // 2
    return [frame.iloc[:middle], frame.iloc[middle:].reset_index(drop=True)]


def by_site(frame: Frame, column: str = "value") -> "dict[str, pd.Series]":
    return {site: group[column].reset_index(drop=True) for site, group in frame.groupby("site")}


def stacked(frames: list[pd.DataFrame], named: "dict[str, pd.Series] | None" = None) -> pd.DataFrame:
    whole = pd.concat(frames, ignore_index=True)
    return whole if named is None else whole.assign(**named)


def counted(*frames: pd.DataFrame, other: pd.DataFrame = None) -> int:
    return sum(len(frame) for frame in frames) + (0 if other is None else len(other))


def scaled(values: pd.Series, factor: float = 2.0) -> pd.Series | None:
    return None if values.empty else values * factor


async def later(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def pieces(frame: pd.DataFrame, rows: int) -> Iterator[pd.DataFrame]:
    for start in range(0, len(frame), rows):
        yield frame.iloc[start:start + rows].reset_index(drop=True)


def broken(n: int) -> list[pd.DataFrame]:
    return [pd.DataFrame({"a": [1]}), pd.DataFrame({"odd": [1, "two"]})][:n]
