"""What the works on tables share for making their data. A table NAME is NAME.json, which has its rows and columns, and a file a column: NAME-COLUMN.i32 (codes of categories),
.i64 or .f64, little-endian; NaN is missing."""

import json

import numpy as np

SUFFIX = {"category": ("i32", "<i4"), "whole": ("i64", "<i8"), "number": ("f64", "<f8")}


def write_table(folder, name, columns):
    """Columns are pairs of a name and values; categories are (codes, number of levels)."""
    described = []
    for column, values in columns.items():
        kind = "category" if isinstance(values, tuple) else "number" if values.dtype.kind == "f" else "whole"
        suffix, layout = SUFFIX[kind]
        data = values[0] if kind == "category" else values
        data.astype(layout).tofile(folder / f"{name}-{column}.{suffix}")
        described.append({"name": column, "kind": kind, "levels": values[1] if kind == "category" else 0})
        rows = len(data)
    (folder / f"{name}.json").write_text(json.dumps({"rows": rows, "columns": described}) + "\n")


def skewed(rng, levels, n):
    """Codes of which the first are the most frequent, in no order."""
    return rng.permutation(levels)[np.minimum(rng.exponential(levels / 4, n).astype(np.int64), levels - 1)]


def prices(rng, n, missing):
    values = np.exp(rng.normal(4, 1, n)).round(2)
    values[rng.random(n) < missing] = np.nan
    return values
