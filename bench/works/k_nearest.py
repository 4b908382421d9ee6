"""The 10 nearest of 100,000 rows of 32 columns for each of 10,000 others; both sides must find exactly the same."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

TITLE = "Nearest neighbours: 10 for each of 10,000 queries, among 100,000 x 32"
NEEDS = ["sklearn"]
PEERS = [["neighbours_sklearn.py"]]
GOALS = {"scikit-learn brute": 0.15}
SEEDED = False
GROWTH = 1
QUERIES = 10_000
# Distances are roots of sums of 32 squares; the sum of 100,000 of them may round in any order.
DISTANCE_MARGIN = 1e-11


def write(folder, scale):
    rows = int(100_000 * scale)
    rng = np.random.default_rng(1_100)
    x = chained(rng, rows + QUERIES, 32, 0.5)
    y = (rng.random(rows + QUERIES) < 0.5).astype(np.float64)
    write_matrix(folder, "k-nearest", x[:rows], y[:rows])
    write_matrix(folder, "k-nearest-queries", x[rows:], y[rows:])


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        same = theirs["checksum"] == ours["checksum"] and abs(theirs["distances"] - ours["distances"]) <= DISTANCE_MARGIN * theirs["distances"]
        if peer != CAMBIUM:
            text.append(f"The same {ours['count']:,} neighbours in the same order as {peer}, by a checksum of their numbers and places: {verdict(same)}.")
        if not same:
            problems.append(f"{peer} found neighbours of checksum {theirs['checksum']}, Cambium {ours['checksum']}")
    return text, problems
