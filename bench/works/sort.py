"""Sorting 10 million rows by a category and a number."""

import numpy as np

from works import checks, relations

TITLE = "Sorting 10 million rows of four columns by a category and a number, descending"
NEEDS = ["pandas"]
PEERS = [["relations_pandas.py", "sort"], ["relations_duckdb.mjs", "sort"]]
GOALS = {"pandas": 0.3, "DuckDB": 1.5}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    n = int(10_000_000 * scale)
    rng = np.random.default_rng(53)
    relations.write_table(folder, "sort", {
        "city": (relations.skewed(rng, 500, n), 500),
        "price": np.exp(rng.normal(4, 1, n)),
        "id": np.arange(n),
        "area": rng.normal(90, 25, n).round(1),
    })


def check(by_peer):
    return checks.facts_and_processors(by_peer)
