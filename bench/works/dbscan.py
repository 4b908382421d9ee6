"""DBSCAN on 50,000 rows of 3 columns: groups of different size and shape with noise between them; both sides must give every row the same number."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import write_matrix

TITLE = "DBSCAN: 50,000 x 3, radius 0.1, 10 rows"
NEEDS = ["sklearn"]
PEERS = [["dbscan_sklearn.py"]]
GOALS = {"scikit-learn": 0.5}
SEEDED = False
# n log n, in a box that grows with the rows so that a radius holds as many as before.
GROWTH = 1


def groups(rows, size, seed):
    """Nine tenths in round and bent groups, one tenth noise, in a cube that keeps the density whatever the number of rows."""
    rng = np.random.default_rng(seed)
    side = 10 * (rows / size) ** (1 / 3)
    noise = rng.uniform(0, side, (rows // 10, 3))
    parts, left = [noise], rows - len(noise)
    count = max(1, round(20 * rows / size))
    for number in range(count):
        share = left // (count - number)
        left -= share
        centre, turn = rng.uniform(0, side, 3), rng.uniform(0.5, 3)
        angle = rng.uniform(0, turn, share)
        arc = np.column_stack([np.cos(angle), np.sin(angle), 0.3 * angle]) * rng.uniform(0.5, 1.5)
        parts.append(centre + arc + rng.normal(0, rng.uniform(0.05, 0.25), (share, 3)))
    x = np.vstack(parts)
    return x[rng.permutation(rows)]


def write(folder, scale):
    x = groups(int(50_000 * scale), 50_000, 1_200)
    write_matrix(folder, "dbscan", x, np.zeros(len(x)))


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        if peer != CAMBIUM:
            text.append(
                f"The same cluster for each row as {peer} ({ours['clusters']} clusters, {ours['noise']:,} rows of noise), by a checksum of all numbers: "
                f"{verdict(theirs == ours)}.")
        if theirs != ours:
            problems.append(f"{peer} found {theirs}, Cambium {ours}")
    return text, problems
