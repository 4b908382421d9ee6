#!/usr/bin/python3
"""Writes linear.json beside it: what scikit-learn and R find for linear and logistic regression on the tables in samples/.

Deterministic. Needs Debian's python3-sklearn, python3-pandas and r-base-core. Weights are 1 + (row % 3), rows counted from 0.
"""

import json
import pathlib
import subprocess

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge, _logistic

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


# L-BFGS also stops where the objective falls by less than 2e-9 of itself, and this version has no setting for it. The gradient is to decide.
class Optimize:
    @staticmethod
    def minimize(*arguments, options, **others):
        return scipy.optimize.minimize(*arguments, options={**options, "ftol": 0.0, "maxfun": 1_000_000}, **others)


_logistic.optimize = Optimize


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    return table.drop(columns=target), table[target]


def weights(x):
    return 1.0 + np.arange(len(x)) % 3


def linear(model, x, y, weight=None):
    model.fit(x.to_numpy(float), y.to_numpy(float), sample_weight=weight)
    return {"intercept": float(model.intercept_), "coefficients": dict(zip(x.columns, model.coef_.tolist()))}


def logistic(x, y, solver, tolerance, weight=None):
    model = LogisticRegression(C=1.0, solver=solver, tol=tolerance, max_iter=100_000).fit(x.to_numpy(float), y, sample_weight=weight)
    return {
        "classes": model.classes_.tolist(),
        "intercepts": model.intercept_.tolist(),
        "coefficients": dict(zip(x.columns, model.coef_.T.tolist())),
        "first_probabilities": model.predict_proba(x.to_numpy(float))[:3].tolist(),
    }


GLM = """
iris <- read.csv("iris.csv")
iris <- iris[iris$species != "setosa", ]
weight <- 1 + (seq_len(nrow(iris)) - 1) %% 3
fit <- glm((species == "virginica") ~ sepal_length_cm + sepal_width_cm + petal_length_cm + petal_width_cm, binomial, iris, weights = weight,
           control = glm.control(epsilon = 1e-15, maxit = 200))
cat(sprintf("%.17g", coef(fit)), paste(R.version$major, R.version$minor, sep = "."))
"""


def glm():
    """Logistic regression without a penalty, the last two of iris' three species, weighted."""
    *numbers, version = subprocess.run(["Rscript", "-e", GLM], cwd=SAMPLES, check=True, capture_output=True, text=True).stdout.split()
    return {"r": version, "values": [float(number) for number in numbers]}


diabetes = read("diabetes.csv", "progression")
cancer = read("breast-cancer.csv", "diagnosis")
iris = read("iris.csv", "species")
oracle = {
    "scikit_learn": sklearn.__version__,
    "diabetes": linear(LinearRegression(), *diabetes),
    "diabetes_weighted": linear(LinearRegression(), *diabetes, weights(diabetes[0])),
    "diabetes_without_intercept": linear(LinearRegression(fit_intercept=False), *diabetes),
    "diabetes_ridge_100": linear(Ridge(alpha=100, solver="cholesky"), *diabetes),
    "diabetes_ridge_100_weighted": linear(Ridge(alpha=100, solver="cholesky"), *diabetes, weights(diabetes[0])),
    "breast_cancer": logistic(*cancer, "newton-cholesky", 1e-12),
    "breast_cancer_weighted": logistic(*cancer, "newton-cholesky", 1e-12, weights(cancer[0])),
    "iris": logistic(*iris, "lbfgs", 1e-7),
    "iris_two_species": glm(),
}
(HERE / "linear.json").write_text(json.dumps(oracle, indent=1) + "\n")
