#!/usr/bin/python3
"""Writes associations.json beside it: what pandas (Pearson, Spearman) and SciPy (Cramér's V) find for pairs of columns.

Deterministic. Needs Debian's python3-pandas and python3-scipy. Tables: samples/mortgages.csv, and three made-up columns x, y, z with gaps.
"""

import json
import pathlib

import numpy as np
import pandas as pd
from scipy.stats.contingency import association

root = pathlib.Path(__file__).parents[2]
table = pd.read_csv(root / "samples" / "mortgages.csv")
numbers = [name for name in table if pd.api.types.is_numeric_dtype(table[name])]
levels = [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]
pairs = []
for kind in ("pearson", "spearman"):
    matrix = table[numbers].corr(method=kind)
    pairs += [(a, b, kind, matrix.loc[a, b]) for i, a in enumerate(numbers) for b in numbers[i + 1:]]
for i, a in enumerate(levels):
    for b in levels[i + 1:]:
        both = table[[a, b]].dropna()
        counts = pd.crosstab(both[a], both[b])
        if min(counts.shape) > 1:
            pairs.append((a, b, "cramer", association(counts, method="cramer")))

gaps = pd.DataFrame({
    "x": [1e6 + ((i * 37) % 101) for i in range(60)],
    "y": [np.nan if i % 5 == 0 else ((i * i) % 53) / 7 for i in range(60)],
    "z": [np.nan if i % 7 == 3 else -3 * i + ((i * 29) % 17) for i in range(60)],
})
for kind in ("pearson", "spearman"):
    matrix = gaps.corr(method=kind)
    pairs += [(a, b, kind, matrix.loc[a, b]) for a, b in (("x", "y"), ("x", "z"), ("y", "z"))]

json.dump([{"first": a, "second": b, "kind": kind, "value": float(value)} for a, b, kind, value in pairs], open(pathlib.Path(__file__).with_suffix(".json"), "w"), indent=1)
