"""Logistic regression with a ridge penalty on 100,000 rows of 50 correlated columns, to a largest gradient entry of 1e-4."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Logistic regression, ridge: 100,000 x 50, to a largest gradient entry of 1e-4"
NEEDS = ["sklearn"]
PEERS = [["logistic_sklearn.py"]]
GOALS = {"scikit-learn lbfgs": 0.8}
SEEDED = False
GROWTH = 1
COEFFICIENT_MARGIN = 1e-6
GRADIENT_GOAL = 1e-4
# L-BFGS of SciPy gives up a little before, where roundings hide how the objective falls; that only saves it time.
PEER_GRADIENT_GOAL = 1e-3


def write(folder, scale):
    """50 correlated columns whose spreads differ up to fourfold."""
    rows, columns = int(100_000 * scale), 50
    rng = np.random.default_rng(1_000)
    x = chained(rng, rows, columns, 0.5) * np.exp(rng.uniform(np.log(0.5), np.log(2.0), columns))
    weights = rng.standard_normal(columns) * 0.4
    y = (rng.random(rows) < sigmoid(x @ weights * 0.6 - 0.5)).astype(np.float64)
    write_matrix(folder, "logistic-regression", x, y)


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    text.append("| | largest gradient entry | iterations | largest relative difference of a coefficient from Cambium's |")
    text.append("| --- | ---: | ---: | --- |")
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        row = f"| {peer} | {theirs['gradient_max']:.1e} | {theirs['iterations']} |"
        most = GRADIENT_GOAL if peer == CAMBIUM else PEER_GRADIENT_GOAL
        if theirs["gradient_max"] > most:
            problems.append(f"{peer} stopped at a gradient entry of {theirs['gradient_max']:.2e}, above {most}")
        if peer == CAMBIUM:
            text.append(row + " |")
            continue
        apart = max(abs(a - b) / abs(b) for a, b in zip(ours["coefficients"], theirs["coefficients"], strict=True))
        text.append(row + f" {apart:.1e}, goal {COEFFICIENT_MARGIN:.0e}: {verdict(apart <= COEFFICIENT_MARGIN)} |")
    return text, problems
