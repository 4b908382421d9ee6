"""One fully grown decision tree on 100,000 rows of 30 columns with noise; every border a candidate."""

import numpy as np

from works import checks
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Decision tree, exact, fully grown: 100,000 x 30"
NEEDS = ["sklearn"]
PEERS = [["tree_sklearn.py"]]
GOALS = {"scikit-learn DecisionTree": 0.5}
SEEDED = False
GROWTH = 1.1
# Questions of equal worth are common in small nodes, and the two sides choose among them differently.
LEAVES_MARGIN = 0.02


def data(rows, seed):
    """30 columns, a third of them of use; products, waves and steps decide, with noise."""
    rng = np.random.default_rng([310, seed])
    x = chained(rng, rows, 30, 0.3).astype(np.float32).astype(np.float64)  # scikit-learn's trees see single precision
    score = x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + 0.5 * x[:, 3] - 0.8 * (x[:, 4] > 0.3) + 0.6 * np.abs(x[:, 5]) + 0.2 * x[:, 6:10].sum(axis=1)
    return x, (rng.random(rows) < sigmoid(2 * score)).astype(np.float64)


def write(folder, scale):
    x, y = data(int(100_000 * scale), 1)
    write_matrix(folder, "decision-tree", x, y)


def check(by_peer):
    text, problems = ["| | leaves | depth | training accuracy |", "| --- | ---: | ---: | ---: |"], []
    ours = by_peer[checks.CAMBIUM][0]["metric"]
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        text.append(f"| {peer} | {theirs['leaves']} | {theirs['depth']} | {theirs['accuracy']:.6f} |")
        if abs(ours["leaves"] - theirs["leaves"]) > LEAVES_MARGIN * theirs["leaves"] or ours["accuracy"] != theirs["accuracy"]:
            problems.append(f"Cambium's tree has {ours['leaves']} leaves and accuracy {ours['accuracy']}, {peer}'s {theirs['leaves']} and {theirs['accuracy']}")
    return text, problems
