#!/usr/bin/python3
"""Writes sgd.json beside it: where scikit-learn's stochastic gradient descent stands after its passes over the tables in samples/, rows in their order.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. Each column is divided by its largest absolute value, the target of diabetes by 100. Rows are taken as 7 row mod n, so that
classes mix (n is no multiple of 7). Weights are 1 + (row % 3) by their new place. The log loss gets small steps: the first of the optimal schedule are so long that they blow up the difference of 1e-8 between the
slope e^-m that scikit-learn takes beyond a margin of 18 and the exact one.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import Perceptron, SGDClassifier, SGDRegressor

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    rows = 7 * np.arange(len(table)) % len(table)
    assert len(set(rows)) == len(table)
    x = table.drop(columns=target).to_numpy(float)
    y = table[target].to_numpy()
    return (x / np.abs(x).max(axis=0))[rows], y[rows]


def fit(model, data, weighted=False, parts=1):
    x, y = data
    if parts > 1:
        for part in np.array_split(np.arange(len(x)), parts):
            extra = {"classes": np.unique(y)} if y.dtype == object else {}
            model.partial_fit(x[part], y[part], **extra)
    else:
        model.fit(x, y, sample_weight=1.0 + np.arange(len(x)) % 3 if weighted else None)
    return {"coefficients": model.coef_.ravel().tolist(), "intercepts": np.atleast_1d(model.intercept_).tolist(), "epochs": int(np.max(model.n_iter_))}


cancer = read("breast-cancer.csv", "diagnosis")
wine = read("wine.csv", "cultivar")
diabetes = read("diabetes.csv", "progression")
diabetes = (diabetes[0], diabetes[1] / 100)
FIVE = {"shuffle": False, "tol": None, "max_iter": 5}
STOP = {"shuffle": False, "tol": 1e-3, "max_iter": 1000}
oracle = {
    "scikit_learn": sklearn.__version__,
    "cancer_hinge": fit(SGDClassifier(**FIVE), cancer),
    "cancer_log": fit(SGDClassifier(loss="log_loss", learning_rate="invscaling", eta0=0.2, **STOP), cancer),
    "cancer_squared_hinge": fit(SGDClassifier(loss="squared_hinge", learning_rate="invscaling", eta0=0.0005, power_t=0.3, **FIVE), cancer),
    "cancer_modified_huber": fit(SGDClassifier(loss="modified_huber", learning_rate="constant", eta0=0.02, **FIVE), cancer, weighted=True),
    "cancer_average": fit(SGDClassifier(loss="log_loss", learning_rate="constant", eta0=0.05, average=100, **FIVE), cancer),
    "cancer_l1": fit(SGDClassifier(loss="log_loss", penalty="l1", alpha=0.01, **FIVE), cancer),
    "cancer_elastic_net": fit(SGDClassifier(loss="hinge", penalty="elasticnet", l1_ratio=0.4, alpha=0.005, **FIVE), cancer),
    "wine_hinge": fit(SGDClassifier(**FIVE), wine),
    "wine_adaptive": fit(SGDClassifier(loss="log_loss", learning_rate="adaptive", eta0=0.5, **STOP), wine),
    "wine_parts": fit(SGDClassifier(loss="log_loss", shuffle=False), wine, parts=3),
    "wine_perceptron": fit(Perceptron(**FIVE), wine),
    "diabetes_squared": fit(SGDRegressor(**STOP), diabetes),
    "diabetes_huber": fit(SGDRegressor(loss="huber", epsilon=0.3, average=True, **FIVE), diabetes, weighted=True),
    "diabetes_epsilon": fit(SGDRegressor(loss="epsilon_insensitive", epsilon=0.2, learning_rate="optimal", alpha=0.001, **FIVE), diabetes),
    "diabetes_parts": fit(SGDRegressor(shuffle=False), diabetes, parts=3),
}
(HERE / "sgd.json").write_text(json.dumps(oracle, indent=1) + "\n")
