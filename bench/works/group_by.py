"""Grouping 10 million rows by two keys, four aggregates."""

import numpy as np

from works import checks, relations

TITLE = "Grouping 10 million rows by two keys, four aggregates"
NEEDS = ["pandas"]
PEERS = [["relations_pandas.py", "group-by"], ["relations_duckdb.mjs", "group-by"]]
GOALS = {"pandas": 0.3, "DuckDB": 1.5}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    n = int(10_000_000 * scale)
    rng = np.random.default_rng(51)
    relations.write_table(folder, "group-by", {
        "city": (relations.skewed(rng, 500, n), 500),
        "year": rng.integers(2001, 2021, n),
        "price": relations.prices(rng, n, 0.02),
        "area": rng.normal(90, 25, n).round(1),
    })


def check(by_peer):
    return checks.facts_and_processors(by_peer)
