"""scikit-learn's LogisticRegression with penalty="l1". Usage: logistic_l1_sklearn.py FOLDER ROUND SOLVER

Minimises sum of log loss + 100 |w|₁, the intercept free. liblinear penalises its intercept; intercept_scaling=1000 makes that a thousandth. Both solvers' tol
is the power of ten that brings the objective within 1e-8 of the minimum. Timed: fit, from the float64 array.
"""

import sys

import measure

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

L1 = 100.0

folder, _ = measure.data()
solver = sys.argv[3]
x, y = measure.matrix(folder, "logistic-regression-l1")

model = LogisticRegression(penalty="l1", C=1 / L1, solver=solver, tol=1e-5, max_iter=10_000, random_state=0, intercept_scaling=1000.0)
_, timing = measure.timed(lambda: model.fit(x, y))

weights = model.coef_[0]
z = model.decision_function(x)
residual = 1 / (1 + np.exp(-z)) - y
gradient = x.T @ residual
subgradient = np.where(weights == 0, np.maximum(0, np.abs(gradient) - L1), np.abs(gradient + L1 * np.sign(weights)))
measure.report(
    "logistic-regression-l1", f"scikit-learn {solver}", f"scikit-learn {sklearn.__version__}", timing,
    objective=float(np.logaddexp(0, np.where(y == 1, -z, z)).sum() + L1 * np.abs(weights).sum()),
    subgradient_max=float(max(abs(residual.sum()), subgradient.max())), iterations=int(model.n_iter_[0]), used=int(np.count_nonzero(weights)))
