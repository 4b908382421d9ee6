"""scikit-learn's LogisticRegression with L-BFGS, to a largest gradient entry of 1e-4. Usage: logistic_sklearn.py FOLDER SEED

Minimises sum of log loss + |w|²/2 (C = 1), the intercept free. Timed: fit, from the float64 array.
"""

import measure

import numpy as np
import scipy.optimize
import sklearn
from sklearn.linear_model import LogisticRegression, _logistic

TOLERANCE = 1e-4

folder, _ = measure.data()
x, y = measure.matrix(folder, "logistic-regression")

# This version leaves SciPy's second stopping rule on (the objective falls by less than 2e-9 of itself) and offers no setting for it;
# it ends the search at a gradient of about 0.5 whatever `tol` says. Without it the gradient decides, as the comparison needs.
class Optimize:
    @staticmethod
    def minimize(*arguments, options, **others):
        return scipy.optimize.minimize(*arguments, options={**options, "ftol": 0.0}, **others)


_logistic.optimize = Optimize

model = LogisticRegression(C=1.0, solver="lbfgs", tol=TOLERANCE, max_iter=1_000)
_, timing = measure.timed(lambda: model.fit(x, y))

weights, intercept = model.coef_[0], model.intercept_[0]
residual = 1 / (1 + np.exp(-(x @ weights + intercept))) - y
gradient = np.append(x.T @ residual + weights, residual.sum())
measure.report(
    "logistic-regression", "scikit-learn lbfgs", f"scikit-learn {sklearn.__version__}", timing,
    gradient_max=float(np.abs(gradient).max()), iterations=int(model.n_iter_[0]),
    coefficients=[*weights.tolist(), float(intercept)])
