"""scikit-learn's HistGradientBoostingClassifier: 100 trees of 31 leaves. Usage: trees_sklearn.py FOLDER SEED

Timed: fit, from the float64 array.
"""

import time

import measure

import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

folder, seed = measure.data()
x, y = measure.matrix(folder, f"boosted-trees-{seed}-train")

started = time.perf_counter()
model = HistGradientBoostingClassifier(
    max_iter=100, max_leaf_nodes=31, max_bins=255, learning_rate=0.1, l2_regularization=1.0, min_samples_leaf=20,
    early_stopping=False, random_state=seed)
model.fit(x, y)
seconds = time.perf_counter() - started
peak = measure.peak_rss_mib()

test_x, test_y = measure.matrix(folder, f"boosted-trees-{seed}-test")
auc = roc_auc_score(test_y, model.predict_proba(test_x)[:, 1])
measure.report(
    "boosted-trees", "scikit-learn HistGradientBoosting", f"scikit-learn {sklearn.__version__}", seconds, peak, auc=auc, seed=seed)
