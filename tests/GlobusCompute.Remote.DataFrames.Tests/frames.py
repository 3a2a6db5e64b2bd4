import pandas as pd


def summarize(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.groupby("site").agg(mean=(column, "mean"), count=(column, "size"))


def double(frame: pd.DataFrame) -> pd.DataFrame:
    return frame * 2


def total(values: pd.Series) -> float:
    return float(values.sum())


def squares(count: int) -> pd.Series:
    return pd.Series(range(count), name="square") ** 2


def mixed() -> pd.DataFrame:
    return pd.DataFrame({"fine": [1, 2], "odd": [1, "two"]})


def levels() -> pd.DataFrame:
    return pd.DataFrame({("a", "b"): [1]})


def described(frame: pd.DataFrame) -> str:
    return " ".join(f"{name}:{dtype}" for name, dtype in frame.dtypes.items()) + f" index:{frame.index.name}"


def nothing(frame: pd.DataFrame) -> pd.DataFrame:
    return None
