#!/usr/bin/python3
"""Writes boosting_losses.json beside it: how well scikit-learn and xgboost do with every loss of boosted trees for numbers on held-out rows.

Deterministic; one thread. Needs Debian's python3-sklearn, python3-xgboost and python3-pandas. Two tables of samples/: diabetes (progression) and credit cards
(active_accounts, a count). Split s of 20 holds out the rows with ((row * 2654435761 + s * 40503) mod 2**32) // 65536 % 5 == 0, rows counted from 0. Settings that have
the same meaning are the same: 60 trees of 15 leaves, learning rate 0.1, 255 bins, 20 rows or more a leaf, lambda 1. Scores are mean losses, of the loss that is fitted.
xgboost's is the pseudo-Huber loss; that of scikit-learn finds its delta as a quantile of the errors.
"""

import json
import os
import pathlib

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
SHARED = {"max_iter": 60, "learning_rate": 0.1, "max_leaf_nodes": 15, "min_samples_leaf": 20, "l2_regularization": 1.0, "max_bins": 255, "early_stopping": False}
XGB = {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 15, "max_depth": 0, "max_bin": 255, "eta": 0.1, "lambda": 1.0, "nthread": 1}
LEVEL = 0.8


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip").replace({"yes": 1, "no": 0})
    return table.drop(columns=target).to_numpy(float), table[target].to_numpy(float)


def held_out(n, split):
    return (np.arange(n, dtype=np.uint64) * 2654435761 + split * 40503) % 2**32 // 65536 % 5 == 0


def scores(x, y, fit, loss):
    result = []
    for split in range(20):
        test = held_out(len(y), split)
        result.append(float(np.mean(loss(y[test], fit(x[~test], y[~test])(x[test])))))
    return result


def sk(**settings):
    return lambda x, y: HistGradientBoostingRegressor(random_state=0, **SHARED, **settings).fit(x, y).predict


def xgb(**settings):
    def fit(x, y):
        # Since 1.7.0 the starting score is 0.5 unless it is given.
        start = {"count:poisson": np.mean, "reg:squarederror": np.mean}.get(settings["objective"], np.median)(y)
        model = xgboost.train({**XGB, "min_child_weight": 20 if "poisson" not in settings["objective"] else 1, "base_score": start, **settings}, xgboost.DMatrix(x, y), 60)
        return lambda rows: model.predict(xgboost.DMatrix(rows)).astype(float)

    return fit


def pinball(y, f):
    return np.where(y > f, LEVEL * (y - f), (1 - LEVEL) * (f - y))


def huber(delta):
    return lambda y, f: np.where(abs(f - y) <= delta, (f - y) ** 2 / 2, delta * (abs(f - y) - delta / 2))


def forest_huber(x, y):
    return GradientBoostingRegressor(loss="huber", n_estimators=60, max_leaf_nodes=15, max_depth=None, min_samples_leaf=20, random_state=0).fit(x, y).predict


oracle = {"scikit_learn_version": sklearn.__version__, "xgboost_version": xgboost.__version__, "level": LEVEL}
for name, file, target, delta in [("diabetes", "diabetes.csv", "progression", 40.0), ("credit_cards", "credit-cards.csv", "active_accounts", 3.0)]:
    x, y = read(file, target)
    squared, absolute, poisson = lambda y, f: (f - y) ** 2 / 2, lambda y, f: abs(f - y), lambda y, f: f - y * np.log(f)
    oracle[name] = {
        "huber_delta": delta,
        "squared": {"scikit_learn": scores(x, y, sk(loss="squared_error"), squared), "xgboost": scores(x, y, xgb(objective="reg:squarederror"), squared)},
        "absolute": {"scikit_learn": scores(x, y, sk(loss="absolute_error"), absolute), "xgboost": scores(x, y, xgb(objective="reg:absoluteerror"), absolute)},
        "huber": {
            "scikit_learn": scores(x, y, forest_huber, huber(delta)),
            "xgboost": scores(x, y, xgb(objective="reg:pseudohubererror", huber_slope=delta, min_child_weight=1), huber(delta)),
        },
        "quantile": {"scikit_learn": scores(x, y, sk(loss="quantile", quantile=LEVEL), pinball)},
        "poisson": {"scikit_learn": scores(x, y, sk(loss="poisson"), poisson), "xgboost": scores(x, y, xgb(objective="count:poisson"), poisson)},
    }
(HERE / "boosting_losses.json").write_text(json.dumps(oracle, indent=1) + "\n")
