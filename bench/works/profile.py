"""Summarising the columns of a table of 1,000,000 rows and 30 columns."""

import numpy as np

from works import checks

TITLE = "Profile of 1,000,000 rows x 30 columns: each column alone"
NEEDS = ["pandas"]
PEERS = [["profile_pandas.py"]]
GOALS = {"pandas, describe and value counts": 0.3}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    """16 columns of numbers, 4 with gaps, 5 of whole numbers, 5 of categories."""
    rows = int(1_000_000 * scale)
    rng = np.random.default_rng(30)
    columns = {f"x{i}": [f"{v:.9g}" for v in rng.normal(i, 1 + i, rows)] for i in range(16)}
    for i in range(4):
        values = [f"{v:.6g}" for v in np.exp(rng.normal(0, 1, rows))]
        for at in np.flatnonzero(rng.random(rows) < 0.1).tolist():
            values[at] = ""
        columns[f"g{i}"] = values
    columns |= {f"n{i}": [str(v) for v in rng.integers(0, 1000, rows)] for i in range(5)}
    columns |= {f"c{i}": [f"level {v}" for v in rng.integers(0, 50, rows)] for i in range(5)}
    with open(folder / "profile.csv", "w", encoding="utf-8", newline="") as file:
        file.write(",".join(columns) + "\n")
        for row in zip(*columns.values()):
            file.write(",".join(row) + "\n")


def check(by_peer):
    return checks.facts(by_peer)
