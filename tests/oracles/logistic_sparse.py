#!/usr/bin/python3
"""Writes logistic_sparse.json beside it: what scikit-learn finds for logistic regression with L1 and elastic-net penalties.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. Columns of samples/*.csv are standardised (deviation with n); weights are 1 + (row % 3).
The objective is the sum over the rows, as LogisticRegression of Cambium states it.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    x = table.drop(columns=target).to_numpy(float)
    return (x - x.mean(0)) / x.std(0), table[target].to_numpy()


def fit(x, y, l1, l2, weighted=False, intercept=True, iterations=200_000):
    weight = 1.0 + np.arange(len(x)) % 3 if weighted else np.ones(len(x))
    model = LogisticRegression(
        penalty="elasticnet", C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2), solver="saga", tol=1e-14, max_iter=iterations, fit_intercept=intercept,
        multi_class="multinomial" if len(set(y)) > 2 else "ovr", random_state=0)
    model.fit(x, y, sample_weight=weight)
    z = model.decision_function(x)
    codes = np.searchsorted(model.classes_, y)
    if z.ndim == 1:
        loss = np.logaddexp(0, -np.where(codes == 1, z, -z))
    else:
        loss = np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), codes]
    w = model.coef_
    return {
        "l1": l1, "l2": l2, "objective": float((weight * loss).sum() + l1 * np.abs(w).sum() + 0.5 * l2 * (w * w).sum()),
        "iterations": int(model.n_iter_[0]), "coefficients": w.tolist(), "intercepts": model.intercept_.tolist(),
    }


cancer, iris, wine = read("breast-cancer.csv", "diagnosis"), read("iris.csv", "species"), read("wine.csv", "cultivar")
oracle = {
    "scikit_learn": sklearn.__version__,
    "breast_cancer_l1": fit(*cancer, 2.0, 0.0),
    "breast_cancer_net_weighted": fit(*cancer, 1.0, 0.5, weighted=True),
    "breast_cancer_l1_without_intercept": fit(*cancer, 2.0, 0.0, intercept=False),
    "iris_l1": fit(*iris, 1.0, 0.0),
    "iris_net": fit(*iris, 1.0, 1.0),
    "wine_l1": fit(*wine, 0.5, 0.0),
    "wine_net_weighted": fit(*wine, 0.5, 0.5, weighted=True),
}
(HERE / "logistic_sparse.json").write_text(json.dumps(oracle, indent=1) + "\n")
