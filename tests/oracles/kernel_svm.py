#!/usr/bin/python3
"""Writes kernel_svm.json beside it: what scikit-learn (LIBSVM) finds for support vector machines on samples/ and on generated spirals.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. Weights are 1 + (row % 3), rows counted from 0. The spirals are 240 rows: row i has t = i / 24,
r = t / 2, angle a = 1.7 t + 3.14159 (i % 2), x = r cos a, y = r sin a, and is of class "one" where i is odd, else "two"; the number to predict is
sin(2 x) + y / 3.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.metrics.pairwise import pairwise_kernels
from sklearn.svm import SVC, SVR, OneClassSVM

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
TIGHT = 1e-9


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    return table.drop(columns=target).to_numpy(float), table[target].to_numpy()


def spirals():
    i = np.arange(240)
    t = i / 24
    a = 1.7 * t + 3.14159 * (i % 2)
    x = np.column_stack([t / 2 * np.cos(a), t / 2 * np.sin(a)])
    return x, np.where(i % 2 == 1, "one", "two"), np.sin(2 * x[:, 0]) + x[:, 1] / 3


def weights(x):
    return 1.0 + np.arange(len(x)) % 3


def gamma_of(model):
    return float(model._gamma)


def gram(model, a, b):
    if model.kernel == "linear":
        return a @ b.T
    options = {"gamma": gamma_of(model)}
    if model.kernel == "poly":
        options.update(degree=model.degree, coef0=model.coef0)
    if model.kernel == "sigmoid":
        options.update(coef0=model.coef0)
    return pairwise_kernels(a, b, metric=model.kernel, **options)


def objective(model, linear, epsilon=0.0):
    """Half the quadratic term, less the linear one, from the coefficients; two classes, regression, one class."""
    beta = model.dual_coef_[0]
    vectors = model.support_vectors_
    value = 0.5 * beta @ gram(model, vectors, vectors) @ beta - beta @ linear[model.support_] + epsilon * np.abs(beta).sum()
    return float(value)


def described(model, x, **more):
    decisions = model.decision_function(x) if hasattr(model, "decision_function") else model.predict(x)
    return {"gamma": gamma_of(model), "support": int(len(model.support_)), "decisions": np.asarray(decisions)[:20].ravel().tolist(), **more}


def classify(x, y, weight=None, **settings):
    model = SVC(tol=TIGHT, decision_function_shape="ovo", cache_size=500, **settings).fit(x, y, sample_weight=weight)
    two = len(model.classes_) == 2
    return described(model, x, counts=model.n_support_.tolist(), objective=objective(model, np.where(y == model.classes_[1], 1.0, -1.0)) if two else None)


def regress(x, y, weight=None, **settings):
    model = SVR(tol=TIGHT, cache_size=500, **settings).fit(x, y, sample_weight=weight)
    return described(model, x, objective=objective(model, y, model.epsilon))


def one_class(x, weight=None, **settings):
    model = OneClassSVM(tol=TIGHT, cache_size=500, **settings).fit(x, sample_weight=weight)
    return described(model, x, objective=objective(model, np.zeros(len(x))))


def main():
    warnings.simplefilter("error")
    iris, species = read("iris.csv", "species")
    cancer, diagnosis = read("breast-cancer.csv", "diagnosis")
    diabetes, progression = read("diabetes.csv", "progression")
    spiral, side, height = spirals()
    result = {
        "versions": f"scikit-learn {sklearn.__version__}",
        "classify": {
            "iris rbf": classify(iris, species, kernel="rbf"),
            "iris linear": classify(iris, species, kernel="linear", C=0.5),
            "iris polynomial": classify(iris, species, kernel="poly", degree=3, coef0=1.0, gamma=0.1),
            "iris rbf weighted": classify(iris, species, weights(iris), kernel="rbf", C=2.0),
            "cancer rbf": classify(cancer, diagnosis, kernel="rbf", C=10.0),
            "cancer rbf balanced": classify(cancer, diagnosis, kernel="rbf", class_weight="balanced"),
            "cancer sigmoid": classify(cancer / np.abs(cancer).max(axis=0), diagnosis, kernel="sigmoid", gamma=0.1, coef0=-1.0),
            "spirals rbf": classify(spiral, side, kernel="rbf", C=100.0, gamma=2.0),
            "spirals rbf weighted": classify(spiral, side, weights(spiral), kernel="rbf", C=1.0, gamma=1.0),
        },
        "regress": {
            "diabetes rbf": regress(diabetes, progression, kernel="rbf", C=100.0, epsilon=5.0),
            "diabetes linear weighted": regress(diabetes / np.abs(diabetes).max(axis=0), progression, weights(diabetes), kernel="linear", C=1.0, epsilon=0.1),
            "spirals rbf": regress(spiral, height, kernel="rbf", C=10.0, epsilon=0.05, gamma=1.0),
            "spirals polynomial weighted": regress(spiral, height, weights(spiral), kernel="poly", degree=2, coef0=1.0, gamma=0.5, C=0.5, epsilon=0.1),
        },
        "one_class": {
            "iris rbf": one_class(iris, kernel="rbf", nu=0.5),
            "spirals rbf": one_class(spiral, kernel="rbf", nu=0.1, gamma=0.5),
            "spirals rbf weighted": one_class(spiral, weights(spiral), kernel="rbf", nu=0.2, gamma=0.5),
        },
    }
    (HERE / "kernel_svm.json").write_text(json.dumps(result, indent=1) + "\n")


main()
