#!/usr/bin/python3
"""Writes relations.json beside it: what pandas makes of two small tables, joined, joined as of a time, grouped, windowed, pivoted and melted.

Deterministic. Needs Debian's python3-pandas. The tables stand in the file too; null is missing. Keys that are missing are left out of joins, as in SQL; sums of no values are missing.
"""

import json
import pathlib

import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).resolve().parent
rng = np.random.default_rng(5)


def holes(values, share):
    return [None if rng.random() < share else value for value in values]


n, m = 160, 60
left = pd.DataFrame({
    "key": pd.array(holes(rng.integers(0, 25, n).tolist(), 0.05), dtype="Int64"),
    "city": holes(rng.choice(["Oslo", "Bergen", "Trondheim"], n).tolist(), 0.1),
    "day": rng.permutation(n) * 3 % 97,
    "price": [None if v is None else round(v, 3) for v in holes(rng.normal(100, 30, n).tolist(), 0.1)],
})
left["price"] = left["price"].astype(float)
right = pd.DataFrame({
    "key": pd.array(holes(rng.integers(0, 30, m).tolist(), 0.05), dtype="Int64"),
    "city": holes(rng.choice(["Oslo", "Bergen", "Molde"], m).tolist(), 0.1),
    "day": rng.integers(0, 97, m),
    "quote": np.round(rng.normal(0, 1, m), 3),
})


def plain(frame):
    """The columns as lists, null where missing."""
    return {str(name): [None if pd.isna(value) else value.item() if hasattr(value, "item") else value for value in column.tolist()] for name, column in frame.items()}


def joined(how, on):
    there = right.dropna(subset=on).assign(other=lambda frame: frame.index)
    matched = left.assign(row=left.index).merge(there, on=on, how=how, suffixes=("", "_right"))
    matched = matched.sort_values(["row", "other"], kind="stable")
    if how == "inner":
        matched = matched.dropna(subset=on)
    return plain(matched[[name for name in matched.columns if name not in ("row", "other")]])


def as_of(by, tolerance):
    ours = left.assign(row=left.index).sort_values("day", kind="stable")
    theirs = right.dropna(subset=by).sort_values("day", kind="stable")
    there = ours.dropna(subset=by)
    matched = pd.merge_asof(there, theirs[by + ["day", "quote"]], on="day", by=by or None, tolerance=tolerance)
    return plain(left.assign(row=left.index)[["row"]].merge(matched[["row", "quote"]], on="row", how="left")[["quote"]])


def windows():
    ordered = left.assign(row=left.index).sort_values(["day"], kind="stable")
    groups = ordered.groupby("city", sort=False, dropna=False)["price"]
    each = pd.DataFrame({
        "row": ordered["row"],
        "lag": groups.shift(1),
        "lead": groups.shift(-2),
        "mean": groups.transform(lambda s: s.rolling(4, min_periods=2).mean()),
        "sum": groups.transform(lambda s: s.rolling(3).sum()),
        "min": groups.transform(lambda s: s.rolling(5, min_periods=1).min()),
        "stddev": groups.transform(lambda s: s.rolling(6, min_periods=2).std()),
        "cumsum": groups.transform(lambda s: s.expanding(1).sum()),
        "cummax": groups.transform(lambda s: s.expanding(1).max()),
        "number": groups.cumcount() + 1,
        "rank": ordered.groupby("city", dropna=False)["day"].rank(method="min").astype(int),
    })
    return plain(each.sort_values("row").drop(columns="row"))


groups = left.groupby(["city", "key"], sort=False, dropna=False)["price"]
oracle = {
    "pandas_version": pd.__version__,
    "left": plain(left),
    "right": plain(right),
    "inner": joined("inner", ["key"]),
    "left_join": joined("left", ["key", "city"]),
    "as_of_by_key": as_of(["key"], None),
    "as_of_all": as_of([], 2),
    "windows": windows(),
    "grouped": plain(pd.DataFrame({
        "sum": groups.sum(min_count=1), "mean": groups.mean(), "std": groups.std(), "q25": groups.quantile(0.25), "count": groups.count(), "distinct": groups.nunique(),
        "first": groups.first(), "last": groups.last(), "min": groups.min(),
    }).reset_index()),
    "pivot": plain(left.assign(weekday=left["day"] % 7).pivot_table(index="key", columns="weekday", values="price", aggfunc="mean", dropna=False).reset_index()),
    "melt": plain(left.melt(id_vars=["city"], value_vars=["day", "price"], var_name="what", value_name="number")),
}
(HERE / "relations.json").write_text(json.dumps(oracle) + "\n")
