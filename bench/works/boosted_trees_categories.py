"""Boosted trees on 200,000 rows of 15 columns of numbers and 5 categories of 5 to 200 levels, split natively; 50,000 held-out rows judge the models."""

import numpy as np

from works import checks
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Boosted trees: 200,000 x 20 of which 5 categories, 100 trees of 31 leaves, 255 bins"
NEEDS = ["sklearn", "xgboost"]
PEERS = [["trees_xgboost.py", "boosted-trees-categories"], ["trees_sklearn.py", "boosted-trees-categories"]]
GOALS = {"xgboost hist": 0.5, "scikit-learn HistGradientBoosting": 0.5}
SEEDED = True
GROWTH = 1
LEVELS = [5, 12, 30, 80, 200]


def write(folder, scale, seed):
    """Levels of falling frequency, each with an effect of its own, some of which depends on a number."""
    train, held_out = int(200_000 * scale), int(50_000 * scale)
    rows = train + held_out
    rng = np.random.default_rng([5, seed])
    numbers = chained(rng, rows, 15, 0.4)
    codes = np.column_stack([np.minimum((levels * rng.random(rows) ** 1.5).astype(int), levels - 1) for levels in LEVELS])
    effects = [rng.normal(size=levels) for levels in LEVELS]
    score = 0.8 * numbers[:, 0] * numbers[:, 1] + 0.6 * np.sin(2 * numbers[:, 2]) + 0.5 * np.abs(numbers[:, 3])
    for column, effect in enumerate(effects):
        score += 0.6 * effect[codes[:, column]] * (1 if column % 2 else (numbers[:, 4 + column] > 0))
    y = (rng.random(rows) < sigmoid(score - np.median(score))).astype(np.float64)
    x = np.hstack([numbers, codes.astype(np.float64)])
    facts = {"levels": [0] * 15 + LEVELS}
    write_matrix(folder, f"boosted-trees-categories-{seed}-train", x[:train], y[:train], **facts)
    write_matrix(folder, f"boosted-trees-categories-{seed}-test", x[train:], y[train:], **facts)


def check(by_peer):
    return checks.aucs(by_peer)
