"""t-SNE by Barnes-Hut of 10,000 rows of 50 columns, 1,000 iterations from the first two principal components."""

import numpy as np

from works.checks import no_worse
from works.matrices import write_matrix

TITLE = "t-SNE: 10,000 x 50, perplexity 30, 1,000 iterations"
NEEDS = ["sklearn"]
PEERS = [["t_sne_sklearn.py"]]
GOALS = {"scikit-learn Barnes-Hut": 0.5}
SEEDED = False
# Nearest rows in many columns take all pairs, the iterations n log n.
GROWTH = 1.2
# Both stop at as many iterations, on ways that rounding parts.
DIVERGENCE_MARGIN = 0.01


def write(folder, scale):
    """20 groups, close enough to touch."""
    rows, columns, groups = int(10_000 * scale), 50, 20
    rng = np.random.default_rng(5)
    centres = rng.standard_normal((groups, columns))
    x = centres[rng.integers(0, groups, rows)] + rng.standard_normal((rows, columns))
    write_matrix(folder, "t-sne", x, np.zeros(rows))


def check(by_peer):
    return no_worse(by_peer, "divergence", DIVERGENCE_MARGIN)
