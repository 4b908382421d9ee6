"""scikit-learn's SVC (LIBSVM) with its defaults: RBF kernel, C = 1, gamma "scale", tol 1e-3, a cache of 200 MB. Usage: rbf_svm_sklearn.py FOLDER ROUND

Timed: fit, from the float64 array, without probabilities.
"""

import measure

import numpy as np
import sklearn
from sklearn.svm import SVC

folder, _ = measure.data()
x, y = measure.matrix(folder, "rbf-svm")

model, timing = measure.timed(lambda: SVC(C=1.0, tol=1e-3, cache_size=200).fit(x, y))

beta = model.dual_coef_[0]
sums = model.decision_function(model.support_vectors_) - model.intercept_[0]
measure.report(
    "rbf-svm", "scikit-learn SVC", f"scikit-learn {sklearn.__version__}", timing,
    objective=float(beta @ sums / 2 - np.abs(beta).sum()), support_vectors=len(beta), iterations=int(model.n_iter_[0]),
    decisions=model.decision_function(x[:200]).tolist())
