"""The lasso for 100 penalties on 10,000 rows of 200 columns, each to a duality gap of 1e-6 of the target's sum of squares."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

TITLE = "Lasso path: 100 penalties, 10,000 x 200, to a duality gap of 1e-6"
NEEDS = ["sklearn"]
PEERS = [["lasso_path_sklearn.py"]]
GOALS = {"scikit-learn lasso_path": 0.5}
SEEDED = False
GROWTH = 1
OBJECTIVE_MARGIN = 1e-6


def write(folder, scale):
    """200 correlated columns, a fifth of them of use, half of the target's variance noise."""
    rows, columns = int(10_000 * scale), 200
    rng = np.random.default_rng(1_100)
    x = chained(rng, rows, columns, 0.5)
    weights = np.where(np.arange(columns) % 5 == 0, rng.standard_normal(columns), 0.0)
    signal = x @ weights
    y = signal + signal.std() * rng.standard_normal(rows) + 3
    write_matrix(folder, "lasso-path", x, y)


def check(by_peer):
    """The objectives, which may be apart by the two gaps, and the sizes of the models."""
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    text.append("| | largest gap | passes | features in use, weakest penalty | largest difference of an objective from Cambium's, over the target's mean square |")
    text.append("| --- | ---: | ---: | ---: | --- |")
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        row = f"| {peer} | {theirs['largest_gap']:.1e} | {theirs['passes']} | {theirs['used']} |"
        if theirs["largest_gap"] > 1e-6:
            problems.append(f"{peer} stopped at a gap of {theirs['largest_gap']:.2e}, above 1e-6")
        if peer == CAMBIUM:
            text.append(row + " |")
            continue
        apart = max(abs(a - b) for a, b in zip(ours["objectives"], theirs["objectives"], strict=True))
        text.append(row + f" {apart:.1e}, goal {OBJECTIVE_MARGIN:.0e}: {verdict(apart <= OBJECTIVE_MARGIN)} |")
        if apart > OBJECTIVE_MARGIN:
            problems.append(f"the objectives of {peer} are {apart:.2e} from Cambium's")
    return text, problems
