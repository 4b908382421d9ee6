"""Imputing, scaling and one-hot encoding 1,000,000 rows of 20 columns by steps that have been fitted."""

import numpy as np

from works import checks
from works.matrices import write_matrix

TITLE = "Impute + standardise + one-hot, transform alone: 1,000,000 x 20"
NEEDS = ["sklearn"]
PEERS = [["prepare_sklearn.py"]]
GOALS = {"scikit-learn": 0.3}
SEEDED = False
GROWTH = 1
NUMBERS = 14
LEVELS = [3, 4, 6, 8, 12, 20]


def write(folder, scale):
    """14 columns of numbers, 8 of them with gaps, and 6 categories of 3 to 20 levels."""
    rows = int(1_000_000 * scale)
    rng = np.random.default_rng(61)
    x = np.empty((rows, NUMBERS + len(LEVELS)))
    for j in range(NUMBERS):
        x[:, j] = rng.normal(j, 1 + j, rows)
        if j < 8:
            x[rng.random(rows) < 0.05 + 0.01 * j, j] = np.nan
    for j, levels in enumerate(LEVELS):
        x[:, NUMBERS + j] = rng.integers(0, levels, rows)
    write_matrix(folder, "prepare-transform", x, np.zeros(rows), levels=[0] * NUMBERS + LEVELS)


def check(by_peer):
    return checks.facts_and_processors(by_peer)
