"""Boosted trees on 100,000 rows of 28 columns, half of the rows positive; 50,000 held-out rows judge the models."""

import numpy as np

from works import checks
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Boosted trees: 100,000 x 28, 100 trees of 31 leaves, 255 bins"
NEEDS = ["sklearn", "xgboost"]
PEERS = [["trees_xgboost.py", "boosted-trees-small"], ["trees_sklearn.py", "boosted-trees-small"]]
GOALS = {"xgboost hist": 0.4, "scikit-learn HistGradientBoosting": 0.4}
SEEDED = True
GROWTH = 1


def write(folder, scale, seed):
    """14 measured columns and 14 that are computed from them, as in data of physics."""
    train, held_out = int(100_000 * scale), int(50_000 * scale)
    rng = np.random.default_rng([28, seed])
    low = chained(rng, train + held_out, 14, 0.3)
    high = np.hstack([low[:, :7] * low[:, 7:14], np.sqrt(low[:, :7] ** 2 + low[:, 7:14] ** 2)])
    score = 0.9 * high[:, 0] - 0.7 * high[:, 8] + 0.5 * np.abs(low[:, 3]) * (low[:, 5] > 0) + 0.6 * np.sin(3 * low[:, 6]) + 0.4 * low[:, 10] - 0.3 * high[:, 4] * (high[:, 12] > 1)
    y = (rng.random(len(score)) < sigmoid(1.3 * (score - np.median(score)))).astype(np.float64)
    x = np.hstack([low, high])
    write_matrix(folder, f"boosted-trees-small-{seed}-train", x[:train], y[:train])
    write_matrix(folder, f"boosted-trees-small-{seed}-test", x[train:], y[train:])


def check(by_peer):
    return checks.aucs(by_peer)
