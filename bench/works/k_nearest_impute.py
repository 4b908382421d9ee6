"""Filling the gaps of 20,000 rows of 20 columns from the 5 nearest rows."""

import numpy as np

from works import checks
from works.matrices import chained, write_matrix

TITLE = "k-nearest imputation: 20,000 x 20, a tenth missing, 5 neighbours"
NEEDS = ["sklearn"]
PEERS = [["impute_sklearn.py"]]
GOALS = {"scikit-learn": 0.5}
SEEDED = False
GROWTH = 2


def write(folder, scale):
    rows = int(20_000 * scale)
    rng = np.random.default_rng(62)
    x = chained(rng, rows, 20, 0.7)
    x[rng.random(x.shape) < 0.1] = np.nan
    write_matrix(folder, "k-nearest-impute", x, np.zeros(rows))


def check(by_peer):
    return checks.facts_and_processors(by_peer)
