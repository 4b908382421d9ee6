#!/usr/bin/python3
"""Writes trees.json beside it: how well scikit-learn and xgboost do with boosted trees on held-out rows of the tables in samples/.

Deterministic; one thread. Needs Debian's python3-sklearn, python3-xgboost and python3-pandas. Fold k of 5 holds out the rows with row % 5 == k, rows counted
from 0. Settings that have the same meaning are the same: 100 trees of 31 leaves, learning rate 0.1, 255 bins, 20 rows or more a leaf (xgboost
cannot count rows, and keeps its least hessian of 1), λ = 1. "yes" and "no" become 1 and 0.
"""

import json
import os
import pathlib

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, mean_squared_error, roc_auc_score

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
SHARED = {"max_iter": 100, "learning_rate": 0.1, "max_leaf_nodes": 31, "min_samples_leaf": 20, "l2_regularization": 1.0, "max_bins": 255, "early_stopping": False}
XGB = {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0, "max_bin": 255, "eta": 0.1, "lambda": 1.0, "nthread": 1}


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip").replace({"yes": 1, "no": 0})
    return table.drop(columns=target).to_numpy(float), table[target]


def folds(x, y, fit, score):
    result = []
    for fold in range(5):
        test = np.arange(len(x)) % 5 == fold
        result.append(float(score(y[test], fit(x[~test], y[~test])(x[test]))))
    return result


def sklearn_classes(x, y):
    return HistGradientBoostingClassifier(random_state=0, **SHARED).fit(x, y).predict_proba


def sklearn_second(x, y):
    model = sklearn_classes(x, y)
    return lambda rows: model(rows)[:, 1]


def sklearn_numbers(x, y):
    return HistGradientBoostingRegressor(random_state=0, **SHARED).fit(x, y).predict


def boosted(**settings):
    def fit(x, y):
        model = xgboost.train({**XGB, **settings}, xgboost.DMatrix(x, y), 100)
        return lambda rows: model.predict(xgboost.DMatrix(rows))

    return fit


def rmse(y, predicted):
    return mean_squared_error(y, predicted, squared=False)


mortgages = read("mortgages.csv", "deny")
cancer = read("breast-cancer.csv", "diagnosis")
cancer = cancer[0], (cancer[1] == "malignant").to_numpy(float)
wine = read("wine.csv", "cultivar")
wine = wine[0], pd.factorize(wine[1], sort=True)[0]
diabetes = read("diabetes.csv", "progression")
diabetes = diabetes[0], diabetes[1].to_numpy(float)
mortgages = mortgages[0], mortgages[1].to_numpy(float)
oracle = {
    "scikit_learn_version": sklearn.__version__,
    "xgboost_version": xgboost.__version__,
    "mortgages_auc": {
        "scikit_learn": folds(*mortgages, sklearn_second, roc_auc_score),
        "xgboost": folds(*mortgages, boosted(objective="binary:logistic"), roc_auc_score),
    },
    "breast_cancer_auc": {
        "scikit_learn": folds(*cancer, sklearn_second, roc_auc_score),
        "xgboost": folds(*cancer, boosted(objective="binary:logistic"), roc_auc_score),
    },
    "wine_log_loss": {
        "scikit_learn": folds(*wine, sklearn_classes, log_loss),
        "xgboost": folds(*wine, boosted(objective="multi:softprob", num_class=3), log_loss),
    },
    "diabetes_rmse": {
        "scikit_learn": folds(*diabetes, sklearn_numbers, rmse),
        "xgboost": folds(*diabetes, boosted(objective="reg:squarederror"), rmse),
    },
}
(HERE / "trees.json").write_text(json.dumps(oracle, indent=1) + "\n")
