"""The first 20 principal components of 10,000 rows of 2,000 columns, from a random sketch."""

import numpy as np

from works.checks import no_worse
from works.matrices import write_matrix

TITLE = "PCA, 20 components from a random sketch: 10,000 x 2,000"
NEEDS = ["sklearn"]
PEERS = [["pca_sklearn.py", "pca-randomised"]]
GOALS = {"scikit-learn": 1.0}
SEEDED = False
GROWTH = 1
# Two sketches of the same kind differ by this share of the variance at most.
MARGIN = 1e-4


def write(folder, scale):
    """40 hidden directions of falling strength under noise."""
    rng = np.random.default_rng(4_000)
    hidden = rng.standard_normal((int(10_000 * scale), 40)) * (8.0 / np.arange(1, 41))
    noise = rng.standard_normal((hidden.shape[0], 2_000))
    write_matrix(folder, "pca-randomised", hidden @ rng.standard_normal((40, 2_000)) + noise, np.zeros(1))


def check(by_peer):
    return no_worse(by_peer, "explained", MARGIN, lower_is_better=False)
