"""Boosted trees on 200,000 rows of 30 columns with 20 % of the values missing, more of them where values are high; 50,000 held-out rows judge the models."""

import numpy as np

from works import checks
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Boosted trees: 200,000 x 30 with 20 % missing, 100 trees of 31 leaves, 255 bins"
NEEDS = ["sklearn", "xgboost"]
PEERS = [["trees_xgboost.py", "boosted-trees-missing"], ["trees_sklearn.py", "boosted-trees-missing"]]
GOALS = {"xgboost hist": 0.5, "scikit-learn HistGradientBoosting": 0.5}
SEEDED = True
GROWTH = 1


def write(folder, scale, seed):
    train, held_out = int(200_000 * scale), int(50_000 * scale)
    rng = np.random.default_rng([20, seed])
    x = chained(rng, train + held_out, 30, 0.5)
    score = x[:, 0] * x[:, 5] + np.sin(2 * x[:, 1]) + 0.8 * np.abs(x[:, 2]) + 0.5 * x[:, 3] * (x[:, 4] > 0) + 0.2 * x[:, 10:16].sum(axis=1)
    y = (rng.random(len(x)) < sigmoid(1.3 * (score - np.median(score)))).astype(np.float64)
    x[rng.random(x.shape) < 0.1 + 0.2 * (x > 0)] = np.nan
    write_matrix(folder, f"boosted-trees-missing-{seed}-train", x[:train], y[:train])
    write_matrix(folder, f"boosted-trees-missing-{seed}-test", x[train:], y[train:])


def check(by_peer):
    return checks.aucs(by_peer)
