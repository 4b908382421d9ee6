#!/usr/bin/python3
"""Writes making.json beside it: what scikit-learn and pandas make of columns by bins, powers, splines, dates, groups, lags and windows.

Deterministic. Needs Debian's python3-sklearn and python3-pandas.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.preprocessing import KBinsDiscretizer, PolynomialFeatures, SplineTransformer

HERE = pathlib.Path(__file__).resolve().parent


def wave(n):
    """Two columns by formula, the second with many equal values."""
    row = np.arange(n, dtype=float)
    return np.column_stack([np.sin(row * 0.7) * 10 + row / 7, np.floor(np.cos(row * 1.3) * 4)])


def bins(x, asked, strategy):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = KBinsDiscretizer(n_bins=6, encode="ordinal", strategy=strategy, subsample=None).fit(x)
    return {"borders": [edges[1:-1].tolist() for edges in model.bin_edges_], "asked": model.transform(asked).T.tolist()}


def spline(x, asked, **settings):
    return SplineTransformer(**settings).fit(x).transform(asked).T.tolist()


def numbers(values):
    return [None if value is None or np.isnan(value) else float(value) for value in values]


def main():
    x = wave(60)
    asked = np.array([[-50.0, -9], [0.5, -4], [x[:, 0].max(), x[:, 1].max()], [x[:, 0].min(), 0], [3.25, 1.5], [99, 99]])
    moments = pd.to_datetime(["2024-02-29T23:59:58", "2026-01-01", "2027-01-01T06:30", "2026-11-22T12:00", "2025-12-29"])
    week = moments.isocalendar()
    frame = pd.DataFrame({"time": [3, 1, 2, 5, 4, 3, 1, 2, 6], "group": list("aabbaaabb"), "x": [1.5, 2, -3, 4, np.nan, 6, 7.25, 8, 9]})
    ordered = frame.sort_values("time", kind="stable")
    past = ordered.groupby("group")["x"]
    rolled = lambda how, **settings: numbers(past.transform(lambda v: getattr(v.shift(1).rolling(3, min_periods=2), how)(**settings)).sort_index())
    stats = frame.groupby("group")["x"]
    values = {
        "sklearn": sklearn.__version__,
        "pandas": pd.__version__,
        "x": x.T.tolist(),
        "asked": asked.T.tolist(),
        "bins": {strategy: bins(x, asked, strategy) for strategy in ["uniform", "quantile", "kmeans"]},
        "polynomial": {
            "names": PolynomialFeatures(3, include_bias=False).fit(x).get_feature_names_out(["a", "b"]).tolist()[2:],
            "values": PolynomialFeatures(3, include_bias=False).fit_transform(asked).T.tolist()[2:],
        },
        "splines": {
            "uniform": spline(x, asked),
            "quantile": spline(x[:, :1], asked[:, :1], n_knots=7, degree=2, knots="quantile", include_bias=False),
            "lines": spline(x, asked, n_knots=4, degree=1),
        },
        "dates": {
            "moments": [str(moment) for moment in moments],
            "year": moments.year.tolist(), "quarter": moments.quarter.tolist(), "month": moments.month.tolist(), "week": [int(number) for number in week["week"]],
            "day": moments.day.tolist(), "day_of_year": moments.dayofyear.tolist(), "day_of_week": (moments.dayofweek + 1).tolist(),
            "hour": moments.hour.tolist(), "minute": moments.minute.tolist(), "second": moments.second.tolist(),
        },
        "frame": {"time": frame["time"].tolist(), "group": frame["group"].tolist(), "x": numbers(frame["x"])},
        "lag1": numbers(past.shift(1).sort_index()),
        "lag2": numbers(past.shift(2).sort_index()),
        "rolling": {
            "mean": rolled("mean"), "min": rolled("min"), "max": rolled("max"), "median": rolled("median"), "sum": rolled("sum"), "deviation": rolled("std", ddof=0),
        },
        "groups": {
            "mean": stats.mean().tolist(), "min": stats.min().tolist(), "max": stats.max().tolist(), "median": stats.median().tolist(), "sum": stats.sum().tolist(),
            "deviation": stats.std(ddof=0).tolist(), "count": stats.count().tolist(),
        },
    }
    (HERE / "making.json").write_text(json.dumps(values) + "\n")


main()
