"""Partial dependence of 10 columns on 50,000 rows, 200 boosted trees of 31 leaves, 100 values a column. Each side explains trees that it trained itself on the same rows."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

TITLE = "Partial dependence of 10 columns: 50,000 rows, 200 trees of 31 leaves, 100 values a column"
NEEDS = ["sklearn"]
PEERS = [["partial_dependence_sklearn.py"]]
GOALS = {"scikit-learn brute force": 0.3}
SEEDED = False
GROWTH = 1
COLUMNS = 10
# The trees are not the same; curves of the same rows then lie so near each other, as a share of how far they go.
MARGIN = 0.1


def write(folder, scale):
    rows = int(50_000 * scale)
    rng = np.random.default_rng(7_200)
    x = chained(rng, rows, 20, 0.4)
    y = 2 * x[:, 0] + x[:, 1] * x[:, 2] + np.sin(2 * x[:, 3]) + np.where(x[:, 4] > 0.3, x[:, 5], -x[:, 6]) + 0.5 * x[:, 7:12].sum(axis=1) + 0.5 * rng.standard_normal(rows)
    write_matrix(folder, "partial-dependence", x, y)


def check(by_peer):
    text, problems = [], []
    ours = np.array(by_peer[CAMBIUM][0]["metric"]["ends"])
    for peer, lines in by_peer.items():
        theirs = np.array(lines[0]["metric"]["ends"])
        apart = float(np.max(np.abs(ours - theirs)) / np.max(np.abs(ours[:, 1] - ours[:, 0])))
        text.append(f"{peer}: means at the ends of the 10 curves, apart from Cambium's by {apart:.3f} of the longest curve's way at most (at most {MARGIN}): {verdict(apart <= MARGIN)}.")
        if apart > MARGIN:
            problems.append(f"{peer}'s curves lie {apart:.3f} apart")
    return text, problems
