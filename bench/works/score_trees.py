"""Scoring with boosted trees, 500 of 31 leaves: a batch of 10,000 rows of 28 columns, and one row. Each side scores with trees that it trained itself on the same rows."""

import numpy as np

from works.checks import CAMBIUM, no_worse, verdict
from works.matrices import chained, sigmoid, write_matrix

TITLE = "Scoring with 500 trees of 31 leaves: 10,000 rows of 28 columns at a time, and one"
NEEDS = ["sklearn", "xgboost"]
PEERS = [["score_xgboost.py"]]
GOALS = {"xgboost inplace_predict": 0.06}
SEEDED = False
GROWTH = 1
# In process, features in an array.
ROW_MICROSECONDS = 2


def write(folder, scale):
    """20,000 rows to train on, and those to score."""
    rng = np.random.default_rng(28)
    train, batch = 20_000, int(10_000 * scale)
    x = chained(rng, train + batch, 28, 0.4)
    score = x[:, 0] * x[:, 1] + np.sin(3 * x[:, 2]) + np.where(x[:, 3] > 0.3, x[:, 4], -x[:, 5]) + 0.5 * x[:, 6:12].sum(axis=1)
    y = (rng.random(train + batch) < sigmoid(score)).astype(np.float64)
    write_matrix(folder, "score-trees-train", x[:train], y[:train])
    write_matrix(folder, "score-trees-batch", x[train:], y[train:])


def check(by_peer):
    text, problems = no_worse(by_peer, "log_loss", 0.03)
    text += ["", "| | microseconds for one row, median call | goal |", "| --- | ---: | --- |"]
    for peer, lines in by_peer.items():
        row = sorted(line["metric"]["row_microseconds"] for line in lines)[len(lines) // 2]
        text.append(f"| {peer} | {row:.2f} | {f'under {ROW_MICROSECONDS}: {verdict(row < ROW_MICROSECONDS)}' if peer == CAMBIUM else ''} |")
    return text, problems
