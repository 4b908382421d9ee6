"""xgboost's inplace_predict with 500 trees of 31 leaves. Usage: score_xgboost.py FOLDER SEED

Timed: the median of 21 calls on the batch after 5 others; and the median of 2,000 calls on one row.
"""

import statistics
import time

import measure

import numpy as np
import xgboost

folder, _ = measure.data()
x, y = measure.matrix(folder, "score-trees-train")
batch, truth = measure.matrix(folder, "score-trees-batch")
settings = {
    "objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0,
    "max_bin": 255, "eta": 0.1, "lambda": 1.0, "nthread": measure.THREADS, "min_child_weight": 5.0,
}
booster = xgboost.train(settings, xgboost.DMatrix(x, label=y, nthread=measure.THREADS), num_boost_round=500)


def median(calls, action):
    taken = []
    for _ in range(calls):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


median(5, lambda: booster.inplace_predict(batch))
seconds = median(21, lambda: booster.inplace_predict(batch))
timing = measure.Timing(None, seconds, measure.peak_rss_mib())
row = np.ascontiguousarray(batch[:1])
median(200, lambda: booster.inplace_predict(row))
of_row = median(2_000, lambda: booster.inplace_predict(row))
chance = np.clip(booster.inplace_predict(batch).astype(np.float64), 1e-12, 1 - 1e-12)
loss = -np.mean(np.where(truth == 1, np.log(chance), np.log1p(-chance)))
measure.report(
    "score-trees", "xgboost inplace_predict", f"xgboost {xgboost.__version__}", timing, row_microseconds=of_row * 1e6, log_loss=float(loss))
