"""UMAP of 10,000 rows of 50 columns, 15 neighbours, 500 epochs."""

import numpy as np

from works.checks import no_worse
from works.matrices import write_matrix

TITLE = "UMAP: 10,000 x 50, 15 neighbours, 500 epochs"
NEEDS = ["R:uwot"]
PEERS = [["umap_uwot.R"]]
GOALS = {"uwot": 0.5}
SEEDED = False
# Nearest rows in many columns take all pairs, the epochs n.
GROWTH = 1.2
# Of 15 nearest places of 500 rows; it differs by so much from seed to seed.
TRUST_MARGIN = 0.01


def write(folder, scale):
    """20 groups, close enough to touch."""
    rows, columns, groups = int(10_000 * scale), 50, 20
    rng = np.random.default_rng(5)
    centres = rng.standard_normal((groups, columns))
    x = centres[rng.integers(0, groups, rows)] + rng.standard_normal((rows, columns))
    write_matrix(folder, "umap", x, np.zeros(rows))


def check(by_peer):
    return no_worse(by_peer, "trustworthiness", TRUST_MARGIN, lower_is_better=False)
