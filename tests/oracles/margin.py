#!/usr/bin/python3
"""Writes margin.json beside it: what liblinear finds, through scikit-learn, for linear support vector machines on the tables in samples/.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. Each column is divided by its largest absolute value. Weights are 1 + (row % 3), rows counted from 0. For regression the mean
of the target, by weight, is taken off before the fit and added to the intercept after it.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.svm import LinearSVC, LinearSVR

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
TIGHT = {"tol": 1e-9, "max_iter": 1_000_000, "random_state": 0}


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    x = table.drop(columns=target).to_numpy(float)
    return x / np.abs(x).max(axis=0), table[target].to_numpy()


def weights(x, weighted):
    return 1.0 + np.arange(len(x)) % 3 if weighted else np.ones(len(x))


def classes(x, y, squared, c, scaling=1.0, intercept=True, weighted=False):
    s = weights(x, weighted)
    model = LinearSVC(loss="squared_hinge" if squared else "hinge", dual=True, C=c, fit_intercept=intercept, intercept_scaling=scaling, **TIGHT)
    model.fit(x, y, sample_weight=s)
    intercepts = np.atleast_1d(model.intercept_)
    objectives = []
    for k, (w, b) in enumerate(zip(model.coef_, intercepts)):
        sign = np.where(y == model.classes_[1 if len(model.classes_) == 2 else k], 1.0, -1.0)
        lack = np.maximum(0, 1 - sign * (x @ w + b))
        objectives.append(0.5 * (w @ w + (b / scaling) ** 2) + c * (s @ (lack * lack if squared else lack)))
    return {"coefficients": model.coef_.ravel().tolist(), "intercepts": intercepts.tolist(), "objectives": objectives}


def sizes(x, y, c, scaling=1.0, intercept=True, weighted=False):
    s = weights(x, weighted)
    model = LinearSVC(penalty="l1", loss="squared_hinge", dual=False, C=c, fit_intercept=intercept, intercept_scaling=scaling, **TIGHT)
    model.fit(x, y, sample_weight=s)
    intercepts = np.atleast_1d(model.intercept_)
    objectives = []
    for k, (w, b) in enumerate(zip(model.coef_, intercepts)):
        sign = np.where(y == model.classes_[1 if len(model.classes_) == 2 else k], 1.0, -1.0)
        lack = np.maximum(0, 1 - sign * (x @ w + b))
        objectives.append(np.abs(w).sum() + abs(b / scaling) + c * (s @ (lack * lack)))
    return {"coefficients": model.coef_.ravel().tolist(), "intercepts": intercepts.tolist(), "objectives": objectives}


def numbers(x, y, squared, c, epsilon, weighted=False):
    s = weights(x, weighted)
    mean = np.average(y, weights=s)
    model = LinearSVR(loss="squared_epsilon_insensitive" if squared else "epsilon_insensitive", dual=True, C=c, epsilon=epsilon, **TIGHT)
    model.fit(x, y - mean, sample_weight=s)
    w, b = model.coef_, float(model.intercept_[0])
    beyond = np.maximum(0, np.abs(y - mean - x @ w - b) - epsilon)
    objective = 0.5 * (w @ w + b * b) + c * (s @ (beyond * beyond if squared else beyond))
    return {"coefficients": w.tolist(), "intercepts": [b + mean], "objectives": [objective]}


cancer = read("breast-cancer.csv", "diagnosis")
iris = read("iris.csv", "species")
diabetes = read("diabetes.csv", "progression")
wine = read("wine.csv", "cultivar")
oracle = {
    "scikit_learn": sklearn.__version__,
    "breast_cancer_squared": classes(*cancer, True, 1.0),
    "breast_cancer_linear": classes(*cancer, False, 0.5),
    "breast_cancer_squared_weighted": classes(*cancer, True, 0.2, weighted=True),
    "iris_squared_without_intercept": classes(*iris, True, 1.0, intercept=False),
    "wine_squared_scaling_5": classes(*wine, True, 2.0, scaling=5.0),
    "wine_linear": classes(*wine, False, 1.0),
    "breast_cancer_l1": sizes(*cancer, 1.0),
    "breast_cancer_l1_weighted": sizes(*cancer, 0.2, weighted=True),
    "wine_l1_scaling_5": sizes(*wine, 2.0, scaling=5.0),
    "iris_l1_without_intercept": sizes(*iris, 1.0, intercept=False),
    "diabetes_linear": numbers(*diabetes, False, 5.0, 10.0),
    "diabetes_squared_weighted": numbers(*diabetes, True, 1.0, 20.0, weighted=True),
}
(HERE / "margin.json").write_text(json.dumps(oracle, indent=1) + "\n")
