"""SMOTE on 100,000 rows of 20 columns, a fifth of which are of the smaller class."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

TITLE = "SMOTE: 100,000 x 20, 20,000 rows raised to 80,000"
NEEDS = ["imblearn"]
PEERS = [["smote_imblearn.py"]]
GOALS = {"imbalanced-learn": 0.5}
SEEDED = False
GROWTH = 1
# New rows are drawn, so that their mean differs from that of the class; 5 standard errors of a mean of 60,000.
MARGIN = 5 / np.sqrt(60_000)


def write(folder, scale):
    rows = int(100_000 * scale)
    rng = np.random.default_rng(4_100)
    y = (np.arange(rows) % 5 == 0).astype(np.float64)
    write_matrix(folder, "smote", chained(rng, rows, 20, 0.5) + y[:, None], y)


def check(by_peer):
    text, problems = [], []
    ours = by_peer[CAMBIUM][0]["metric"]
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        same = theirs["rows"] == ours["rows"] and abs(theirs["mean"] - ours["mean"]) <= MARGIN
        text.append(f"{peer}: {theirs['rows']:,} rows, new ones of mean {theirs['mean']:.4f} (at most {MARGIN:.3f} apart): {verdict(same)}.")
        if not same:
            problems.append(f"{peer} made {theirs['rows']} rows of mean {theirs['mean']}, Cambium {ours['rows']} of {ours['mean']}")
    return text, problems
