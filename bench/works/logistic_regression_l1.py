"""Logistic regression with a lasso penalty on 100,000 rows of 50 correlated columns, to an objective within 1e-8 of the least that was found."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Logistic regression, lasso: 100,000 x 50, to an objective within 1e-8 of the least"
NEEDS = ["sklearn"]
PEERS = [["logistic_l1_sklearn.py", "liblinear"], ["logistic_l1_sklearn.py", "saga"]]
GOALS = {"scikit-learn liblinear": 0.8, "scikit-learn saga": 0.8}
SEEDED = False
GROWTH = 1
OBJECTIVE_MARGIN = 1e-8


def write(folder, scale):
    """50 correlated columns whose spreads differ up to fourfold, half of them of use."""
    rows, columns = int(100_000 * scale), 50
    rng = np.random.default_rng(1_001)
    x = chained(rng, rows, columns, 0.5) * np.exp(rng.uniform(np.log(0.5), np.log(2.0), columns))
    weights = np.where(np.arange(columns) % 2 == 0, rng.standard_normal(columns) * 0.4, 0.0)
    y = (rng.random(rows) < sigmoid(x @ weights * 0.6 - 0.5)).astype(np.float64)
    write_matrix(folder, "logistic-regression-l1", x, y)


def check(by_peer):
    text, problems = [], []
    least = min(lines[0]["metric"]["objective"] for lines in by_peer.values())
    text.append("| | objective above the least, relative | largest entry of the subgradient nearest 0 | iterations | features in use |")
    text.append("| --- | --- | ---: | ---: | ---: |")
    for peer, lines in by_peer.items():
        found = lines[0]["metric"]
        above = found["objective"] / least - 1
        text.append(
            f"| {peer} | {above:.1e}, goal {OBJECTIVE_MARGIN:.0e}: {verdict(above <= OBJECTIVE_MARGIN)} | {found['subgradient_max']:.1e} | {found['iterations']} | {found['used']} |")
        if above > OBJECTIVE_MARGIN:
            problems.append(f"the objective of {peer} is {above:.1e} above the least")
    used = {lines[0]["metric"]["used"] for peer, lines in by_peer.items() if peer == CAMBIUM or "saga" in peer}
    if len(used) != 1:
        problems.append(f"the models use {sorted(used)} features")
    return text, problems
