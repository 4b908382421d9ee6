"""pandas at the works on tables. Usage: relations_pandas.py FOLDER ROUND group-by|join|sort

Timed: the one call, on frames in memory whose categories are pandas' own.
"""

import json
import sys

import measure

import numpy as np
import pandas as pd

folder, _ = measure.data()
work = sys.argv[3]
LAYOUTS = {"category": ("i32", "<i4"), "whole": ("i64", "<i8"), "number": ("f64", "<f8")}


def read(name):
    columns = {}
    for column in json.loads((folder / f"{name}.json").read_text())["columns"]:
        suffix, layout = LAYOUTS[column["kind"]]
        values = np.fromfile(folder / f"{name}-{column['name']}.{suffix}", dtype=layout)
        if column["kind"] == "category":
            values = pd.Categorical.from_codes(values, [f"L{level:04}" for level in range(column["levels"])])
        columns[column["name"]] = values
    return pd.DataFrame(columns)


def places(frame, column):
    """A sum that tells the order of the rows."""
    return float((frame[column].to_numpy(dtype=float) * (np.arange(len(frame)) % 1009)).sum())


table = read(work)
if work == "group-by":
    def action():
        return table.groupby(["city", "year"], sort=False, observed=True).agg(
            total=("price", "sum"), mean=("price", "mean"), least=("area", "min"), most=("area", "max"))
elif work == "join":
    customers = read("join-customers")

    def action():
        return table.merge(customers, on="customer", how="inner")
else:
    def action():
        return table.sort_values(["city", "price"], ascending=[True, False], kind="stable")

result, timing = measure.timed(action)
metric = {"rows": len(result)}
if work == "group-by":
    metric.update({name: float(result[name].sum()) for name in ("total", "mean", "least", "most")})
elif work == "join":
    metric.update({"amount": float(result["amount"].sum()), "score": float(result["score"].sum()), "segment": int(result["segment"].cat.codes.sum())})
else:
    metric.update({"id": places(result, "id"), "area": places(result, "area")})
measure.report(work, "pandas", f"pandas {pd.__version__}", timing, **metric)
