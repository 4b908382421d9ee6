"""K-means with 64 clusters on 100,000 rows of 32 columns: 20 iterations from the first 64 rows."""

import numpy as np

from works.checks import CAMBIUM, no_worse
from works.matrices import write_matrix

TITLE = "K-means: 100,000 x 32, 64 clusters, 20 iterations from the first 64 rows"
NEEDS = ["sklearn"]
PEERS = [["k_means_sklearn.py"]]
GOALS = {"scikit-learn Lloyd": 0.25}
SEEDED = False
GROWTH = 1
# The same sums in another order.
INERTIA_MARGIN = 1e-9


def write(folder, scale):
    """64 overlapping groups, so that the centres are still on their way after 20 iterations."""
    rows, columns, groups = int(100_000 * scale), 32, 64
    rng = np.random.default_rng(3)
    centres = rng.normal(0, 1.2, (groups, columns))
    x = centres[rng.integers(0, groups, rows)] + rng.standard_normal((rows, columns))
    write_matrix(folder, "k-means", x, np.zeros(rows))


def check(by_peer):
    text, problems = no_worse(by_peer, "inertia", INERTIA_MARGIN)
    ours = by_peer[CAMBIUM][0]["metric"]["iterations"]
    for peer, lines in by_peer.items():
        if lines[0]["metric"]["iterations"] != ours:
            problems.append(f"iterations: {peer} made {lines[0]['metric']['iterations']}, Cambium {ours}")
    return text, problems
