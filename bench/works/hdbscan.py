"""HDBSCAN on 50,000 rows of 3 columns. The peer holds a matrix of all distances and cannot take so many: it does the first 20,000, Cambium all."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.dbscan import groups
from works.matrices import write_matrix

TITLE = "HDBSCAN: 50,000 x 3, clusters of 50 rows or more; R on the first 20,000 rows, all that its matrix of distances leaves memory for"
NEEDS = ["R:dbscan"]
PEERS = [["hdbscan_r.R"]]
GOALS = {"R dbscan, 20,000 rows": 0.5}
SEEDED = False
# n log² n.
GROWTH = 1.1
# Rows that reach two clusters at the very density at which they part are in either for R, in neither for Cambium.
TIED = 0.01


def write(folder, scale):
    x = groups(int(50_000 * scale), 50_000, 1_300)
    write_matrix(folder, "hdbscan", x, np.zeros(len(x)))


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    for peer, lines in by_peer.items():
        if peer == CAMBIUM:
            continue
        theirs = lines[0]["metric"]
        # Each of Cambium's clusters goes with the peer's that has most of its rows.
        mine, other = np.array(ours["clusters_of_first"]), np.array(theirs["clusters_of_first"])
        apart = 0 if len(mine) == len(other) and mine.max() + 1 == other.max() else len(mine)
        for cluster in np.unique(mine):
            apart += int((other[mine == cluster] != np.bincount(other[mine == cluster]).argmax()).sum()) if apart < len(mine) else 0
        same = apart <= TIED * len(mine)
        text.append(
            f"Of the first {len(mine):,} rows, clustered by themselves, {apart:,} are in another cluster than with {peer} ({mine.max() + 1} clusters), "
            f"goal at most {TIED:.0%}: {verdict(same)}.")
        if not same:
            problems.append(f"{peer}: {apart} of {len(mine)} rows are in another cluster")
    return text, problems
