"""Boosted trees on 50,000 rows of 20 columns and 7 classes, a tree a class and round; 50,000 held-out rows judge the models."""

import numpy as np

from works import checks
from works.matrices import chained, write_matrix

TITLE = "Boosted trees: 50,000 x 20, 7 classes, 100 rounds of trees of 31 leaves, 255 bins"
NEEDS = ["sklearn", "xgboost"]
PEERS = [["trees_xgboost.py", "boosted-trees-classes"], ["trees_sklearn.py", "boosted-trees-classes"]]
GOALS = {"xgboost hist": 0.5, "scikit-learn HistGradientBoosting": 0.5}
SEEDED = True
GROWTH = 1
CLASSES = 7
# Of the log loss: half of what the peers differ by from each other.
MARGIN = 0.005


def write(folder, scale, seed):
    """Each class has its own bumps and slopes; noise makes about a quarter of the rows another class."""
    train, held_out = int(50_000 * scale), int(50_000 * scale)
    rng = np.random.default_rng([7, seed])
    x = chained(rng, train + held_out, 20, 0.4)
    shape = np.random.default_rng(7)
    scores = np.empty((len(x), CLASSES))
    for k in range(CLASSES):
        a, b, c, d = shape.choice(20, 4, replace=False)
        scores[:, k] = 1.5 * np.exp(-((x[:, a] - shape.normal()) ** 2)) + np.sin(2 * x[:, b] + k) + x[:, c] * (x[:, d] > shape.normal() / 2)
    y = np.argmax(1.5 * scores + rng.gumbel(size=scores.shape), axis=1).astype(np.float64)
    write_matrix(folder, f"boosted-trees-classes-{seed}-train", x[:train], y[:train], classes=CLASSES)
    write_matrix(folder, f"boosted-trees-classes-{seed}-test", x[train:], y[train:], classes=CLASSES)


def check(by_peer):
    return checks.no_worse(by_peer, "log_loss", MARGIN)
