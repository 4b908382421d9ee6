"""Boosted trees on 500,000 rows of 50 columns, a third of the rows positive; 100,000 held-out rows judge the models."""

import numpy as np

from works import checks
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Boosted trees: 500,000 x 50, 100 trees of 31 leaves, 255 bins"
NEEDS = ["sklearn", "xgboost"]
PEERS = [["trees_xgboost.py", "boosted-trees"], ["trees_xgboost.py", "boosted-trees", "quantile"], ["trees_sklearn.py", "boosted-trees"]]
GOALS = {"xgboost hist": 0.4, "scikit-learn HistGradientBoosting": 0.35}
SEEDED = True
GROWTH = 1


def write(folder, scale, seed):
    """50 columns of different shapes, about half of them of use; steps, products and waves decide, with noise; a third positive."""
    train, held_out = int(500_000 * scale), int(100_000 * scale)
    rows = train + held_out
    rng = np.random.default_rng([550, seed])
    normal = chained(rng, rows, 20, 0.5)
    uniform = rng.random((rows, 10))
    skewed = np.exp(rng.standard_normal((rows, 10)))
    counts = rng.poisson(3.0, (rows, 5)).astype(np.float64)
    heavy = rng.standard_t(3, (rows, 5))
    score = (
        0.8 * normal[:, 0] * normal[:, 3]
        + 0.7 * np.where(normal[:, 1] > 0.5, normal[:, 2], -0.5 * normal[:, 4])
        + 0.9 * np.sin(6 * uniform[:, 0]) * (uniform[:, 1] > 0.3)
        + 0.5 * np.log(skewed[:, 0]) + 0.4 * np.minimum(skewed[:, 1], 3) - 0.3 * np.abs(normal[:, 7])
        + 0.3 * (counts[:, 0] > 4) * counts[:, 1] + 0.25 * np.clip(heavy[:, 0], -3, 3)
        + 0.4 * np.abs(normal[:, 9] - normal[:, 12]) + 0.15 * normal[:, 14:20].sum(axis=1)
    )
    score = 1.4 * (score - np.quantile(score, 0.68))
    y = (rng.random(rows) < sigmoid(score)).astype(np.float64)
    x = np.hstack([normal, uniform, skewed, counts, heavy])
    write_matrix(folder, f"boosted-trees-{seed}-train", x[:train], y[:train])
    write_matrix(folder, f"boosted-trees-{seed}-test", x[train:], y[train:])


def check(by_peer):
    return checks.aucs(by_peer)
