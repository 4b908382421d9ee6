"""Joining 10 million rows with 100,000."""

import numpy as np

from works import checks, relations

TITLE = "Joining 10 million rows with 100,000 by a whole number"
NEEDS = ["pandas"]
PEERS = [["relations_pandas.py", "join"], ["relations_duckdb.mjs", "join"]]
GOALS = {"pandas": 0.3, "DuckDB": 1.5}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    """Customers have numbers up to a thousand million; one order in twenty is of a customer that is not in the table."""
    n, m = int(10_000_000 * scale), int(100_000 * scale)
    rng = np.random.default_rng(52)
    numbers = rng.permutation(np.unique(rng.integers(0, 1_000_000_000, m + m // 10)))[:m + m // 20]
    relations.write_table(folder, "join", {"customer": rng.choice(numbers, n), "amount": relations.prices(rng, n, 0)})
    relations.write_table(folder, "join-customers", {
        "customer": numbers[:m], "score": rng.normal(0, 1, m), "segment": (rng.integers(0, 6, m), 6),
    })


def check(by_peer):
    return checks.facts_and_processors(by_peer)
