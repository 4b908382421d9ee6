"""scikit-learn's partial_dependence of HistGradientBoostingRegressor. Usage: partial_dependence_sklearn.py FOLDER SEED METHOD

Timed: ten calls, a column each. METHOD brute averages over the given rows, as Cambium does; recursion, which this model also has, follows the training rows' counts down the trees and does not
look at the rows at all, which is another figure.
"""

import sys

import measure

import sklearn
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.inspection import partial_dependence

folder, seed = measure.data()
method = sys.argv[3] if len(sys.argv) > 3 else "brute"
x, y = measure.matrix(folder, "partial-dependence")
model = HistGradientBoostingRegressor(
    max_iter=200, max_leaf_nodes=31, max_bins=255, learning_rate=0.1, l2_regularization=1.0, min_samples_leaf=20, early_stopping=False, random_state=seed).fit(x, y)

found, timing = measure.timed(lambda: [
    partial_dependence(model, x, [column], grid_resolution=100, percentiles=(0.05, 0.95), method=method, kind="average")["average"][0] for column in range(10)])

measure.report(
    "partial-dependence", f"scikit-learn {'brute force' if method == 'brute' else method}", f"scikit-learn {sklearn.__version__}", timing,
    ends=[[float(curve[0]), float(curve[-1])] for curve in found])
