"""Permutation importance of 30 columns, 10 repeats, on 20,000 rows, 200 boosted trees of 31 leaves, by R². Each side explains trees that it trained itself on the same rows."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

TITLE = "Permutation importance: 30 columns x 10 repeats, 20,000 rows, 200 trees of 31 leaves"
NEEDS = ["sklearn"]
PEERS = [["permutation_importance_sklearn.py"]]
GOALS = {"scikit-learn": 0.3}
SEEDED = False
GROWTH = 1
# The trees and the shuffles are not the same.
MARGIN = 0.02


def write(folder, scale):
    rows = int(20_000 * scale)
    rng = np.random.default_rng(7_300)
    x = chained(rng, rows, 30, 0.4)
    y = 2 * x[:, 0] + x[:, 1] * x[:, 2] + np.sin(2 * x[:, 3]) + np.where(x[:, 4] > 0.3, x[:, 5], -x[:, 6]) + 0.5 * x[:, 7:15].sum(axis=1) + 0.5 * rng.standard_normal(rows)
    write_matrix(folder, "permutation-importance", x, y)


def check(by_peer):
    text, problems = [], []
    ours = np.array(by_peer[CAMBIUM][0]["metric"]["drops"])
    for peer, lines in by_peer.items():
        apart = float(np.max(np.abs(ours - np.array(lines[0]["metric"]["drops"]))))
        text.append(f"{peer}: mean drops of R², apart from Cambium's by {apart:.4f} at most (at most {MARGIN}): {verdict(apart <= MARGIN)}.")
        if apart > MARGIN:
            problems.append(f"{peer}'s drops lie {apart:.4f} apart")
    return text, problems
