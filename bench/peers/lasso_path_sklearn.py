"""scikit-learn's lasso_path for its own 100 penalties, each to a duality gap of 1e-6 of the sum of squares. Usage: lasso_path_sklearn.py FOLDER ROUND

It has no intercept; the same is reached by centring, as its Lasso does. Timed: centring and lasso_path, from the float64 array in the column-major
order that its documentation advises.
"""

import measure

import numpy as np
import sklearn
from sklearn.linear_model import lasso_path

TOLERANCE = 1e-6

folder, _ = measure.data()
x, y = measure.matrix(folder, "lasso-path")
x = np.asfortranarray(x)


def path():
    centred, target = x - x.mean(axis=0), y - y.mean()
    return centred, target, lasso_path(centred, target, n_alphas=100, eps=1e-3, tol=TOLERANCE, max_iter=10_000, return_n_iter=True)


(centred, target, (penalties, coefficients, gaps, passes)), timing = measure.timed(path)

square = float(np.mean(target**2))
objectives = [
    float((0.5 * np.mean((target - centred @ w) ** 2) + penalty * np.abs(w).sum()) / square)
    for penalty, w in zip(penalties, coefficients.T)
]
measure.report(
    "lasso-path", "scikit-learn lasso_path", f"scikit-learn {sklearn.__version__}", timing,
    largest_gap=float(gaps.max() / square), passes=int(np.sum(passes)), used=int(np.count_nonzero(coefficients[:, -1])), objectives=objectives)
