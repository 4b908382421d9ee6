"""scikit-learn's permutation_importance of HistGradientBoostingRegressor by R². Usage: permutation_importance_sklearn.py FOLDER SEED

Timed: one call for all columns; predicting takes the two threads.
"""

import measure

import sklearn
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.inspection import permutation_importance

folder, seed = measure.data()
x, y = measure.matrix(folder, "permutation-importance")
model = HistGradientBoostingRegressor(
    max_iter=200, max_leaf_nodes=31, max_bins=255, learning_rate=0.1, l2_regularization=1.0, min_samples_leaf=20, early_stopping=False, random_state=seed).fit(x, y)

found, timing = measure.timed(lambda: permutation_importance(model, x, y, scoring="r2", n_repeats=10, random_state=seed, n_jobs=1))

measure.report("permutation-importance", "scikit-learn", f"scikit-learn {sklearn.__version__}", timing, drops=found["importances_mean"].tolist())
