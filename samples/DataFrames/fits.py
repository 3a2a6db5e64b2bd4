"""Fits measurements by least squares: a model for each data set. It needs pandas, which brings numpy."""
import numpy as np
import pandas as pd


def _line(x, b0, b1):
    return b0 + b1 * x


def _saturation(x, b1, b2):
    return b1 * (1 - np.exp(-b2 * x))


# By data set: the model, the names of its parameters, and values to start from.
MODELS = {
    "Norris": (_line, ["b0", "b1"], [0.0, 1.0]),
    "Misra1a": (_saturation, ["b1", "b2"], [250.0, 0.0005]),
}


def _slopes(model, x, values):
    """The derivative of the model by each parameter, by complex steps: exact to the last digits."""
    columns = []
    for i, value in enumerate(values):
        step = 1e-30 * (abs(value) or 1.0)
        moved = np.array(values, dtype=complex)
        moved[i] += 1j * step
        columns.append(model(x, *moved).imag / step * np.ones_like(x))
    return np.column_stack(columns)


def _least_squares(model, x, y, start):
    """Gauss-Newton: values, their standard errors, and the standard deviation of the residuals."""
    values = np.array(start)
    for _ in range(50):
        slopes = _slopes(model, x, values)
        scale = np.sqrt((slopes * slopes).sum(axis=0))
        change = np.linalg.lstsq(slopes / scale, y - model(x, *values), rcond=None)[0] / scale
        values = values + change
        if np.all(np.abs(change) <= 1e-10 * np.abs(values)):
            break
    else:
        raise ArithmeticError(f"no convergence: the last change was {change}")
    slopes = _slopes(model, x, values)
    residuals = y - model(x, *values)
    deviation = np.sqrt((residuals * residuals).sum() / (len(x) - len(values)))
    r = np.linalg.qr(slopes, mode="r")
    inverse = np.linalg.inv(r)
    return values, deviation * np.sqrt((inverse * inverse).sum(axis=1)), deviation


def _model(dataset):
    if dataset not in MODELS:
        raise ValueError(f"no model for the data set {dataset!r}; there are models for {', '.join(MODELS)}")
    return MODELS[dataset]


def summarize(measurements: pd.DataFrame) -> pd.DataFrame:
    """Size and ranges of each data set, whose name is the index."""
    return measurements.groupby("dataset", sort=False).agg(
        points=("x", "size"), x_min=("x", "min"), x_max=("x", "max"), y_min=("y", "min"), y_max=("y", "max"))


def fit(measurements: pd.DataFrame) -> pd.DataFrame:
    """A row for each parameter of each data set, and one for the standard deviation of its residuals, which has no standard error."""
    rows = []
    for dataset, group in measurements.groupby("dataset", sort=False):
        model, names, start = _model(dataset)
        values, errors, deviation = _least_squares(model, group["x"].to_numpy(), group["y"].to_numpy(), start)
        rows += zip([dataset] * len(names), names, values, errors)
        rows.append((dataset, "residual sd", deviation, None))
    return pd.DataFrame(rows, columns=["dataset", "parameter", "value", "standard_error"])


def curves(estimates: pd.DataFrame, summary: pd.DataFrame, points: int) -> pd.DataFrame:
    """Points of each fitted curve, over the range of its measurements."""
    frames = []
    for _, row in summary.iterrows():
        model, names, _ = _model(row["dataset"])
        values = estimates[estimates["dataset"] == row["dataset"]].set_index("parameter")["value"]
        x = np.linspace(row["x_min"], row["x_max"], points)
        frames.append(pd.DataFrame({"dataset": row["dataset"], "x": x, "y": model(x, *values[names])}))
    return pd.concat(frames, ignore_index=True)
