"""xgboost's hist: 100 trees of 31 leaves grown best leaf first. Usage: trees_xgboost.py FOLDER SEED [quantile]

Timed: from the float64 array to the trained booster, the matrix included. With `quantile` the matrix is xgboost's leaner
QuantileDMatrix, which bins at once; without, the DMatrix that its documentation starts with.
"""

import sys
import time

import measure

import xgboost

folder, seed = measure.data()
lean = sys.argv[3:] == ["quantile"]
x, y = measure.matrix(folder, f"boosted-trees-{seed}-train")

started = time.perf_counter()
settings = {
    "objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0,
    "max_bin": 255, "eta": 0.1, "lambda": 1.0, "gamma": 0.0, "nthread": measure.THREADS,
    # 20 rows at the start, where a row's second derivative is at most 1/4; the nearest thing to a least number of rows.
    "min_child_weight": 5.0,
    # The others start from the mean too.
    "base_score": float(y.mean()),
}
if lean:
    train = xgboost.QuantileDMatrix(x, label=y, max_bin=255, nthread=measure.THREADS)
else:
    train = xgboost.DMatrix(x, label=y, nthread=measure.THREADS)
booster = xgboost.train(settings, train, num_boost_round=100)
seconds = time.perf_counter() - started
peak = measure.peak_rss_mib()

from sklearn.metrics import roc_auc_score

test_x, test_y = measure.matrix(folder, f"boosted-trees-{seed}-test")
auc = roc_auc_score(test_y, booster.predict(xgboost.DMatrix(test_x, nthread=measure.THREADS)))
measure.report(
    "boosted-trees", "xgboost hist, QuantileDMatrix" if lean else "xgboost hist", f"xgboost {xgboost.__version__}",
    seconds, peak, auc=auc, seed=seed)
