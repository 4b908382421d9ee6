"""All principal components of 50,000 rows of 200 correlated columns."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

TITLE = "PCA, all components: 50,000 x 200"
NEEDS = ["sklearn"]
PEERS = [["pca_sklearn.py", "pca"]]
GOALS = {"scikit-learn": 1.0}
SEEDED = False
GROWTH = 1
# Of the largest variance; both sides are exact up to rounding.
MARGIN = 1e-10


def write(folder, scale):
    rng = np.random.default_rng(3_000)
    write_matrix(folder, "pca", chained(rng, int(50_000 * scale), 200, 0.7) + rng.standard_normal(200), np.zeros(1))


def check(by_peer):
    ours, problems = by_peer[CAMBIUM][0]["metric"]["variances"], []
    text = [f"| | largest difference of a variance, of the first; at most {MARGIN:.0e} |", "| --- | --- |"]
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]["variances"]
        apart = max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) / theirs[0]
        text.append(f"| {peer} | {apart:.1e}: {verdict(apart <= MARGIN)} |")
        if apart > MARGIN:
            problems.append(f"{peer}: a variance differs by {apart:.1e} of the first")
    return text, problems
