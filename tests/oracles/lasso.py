#!/usr/bin/python3
"""Writes lasso.json beside it: what scikit-learn finds for lasso and elastic net.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. Tables: samples/diabetes.csv, with weights 1 + (row % 3) where weighted; and
"waves", x[i, j] = sin(0.7 + 0.37 i (j + 1) + 0.11 j²), y[i] = 3 x[i, 0] − 2 x[i, 3] + x[i, 7] + 0.3 sin(5 i), rows and columns counted from 0,
of 80 rows and 12 or 1,500 columns.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import ElasticNet, Lasso, lasso_path

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
TINY = {"tol": 1e-16, "max_iter": 1_000_000}


def waves(rows, columns):
    i, j = np.arange(rows)[:, None], np.arange(columns)[None, :]
    x = np.sin(0.7 + 0.37 * i * (j + 1) + 0.11 * j * j)
    return x, 3 * x[:, 0] - 2 * x[:, 3] + x[:, 7] + 0.3 * np.sin(5.0 * np.arange(rows))


def fit(model, x, y, weight=None):
    model.fit(x, y, sample_weight=weight)
    return {"intercept": float(model.intercept_), "coefficients": np.asarray(model.coef_).tolist()}


table = pd.read_csv(SAMPLES / "diabetes.csv", float_precision="round_trip")
x, y = table.drop(columns="progression").to_numpy(float), table["progression"].to_numpy(float)
weight = 1.0 + np.arange(len(x)) % 3
narrow, wide = waves(80, 12), waves(80, 1500)
alphas, path, _ = lasso_path(x - x.mean(0), y - y.mean(), n_alphas=100, eps=1e-3, **TINY)
oracle = {
    "scikit_learn": sklearn.__version__,
    "diabetes_1": fit(Lasso(alpha=1, **TINY), x, y),
    "diabetes_20_weighted": fit(Lasso(alpha=20, **TINY), x, y, weight),
    "diabetes_1_without_intercept": fit(Lasso(alpha=1, fit_intercept=False, **TINY), x, y),
    "diabetes_net": fit(ElasticNet(alpha=2, l1_ratio=0.3, **TINY), x, y),
    "diabetes_net_weighted": fit(ElasticNet(alpha=2, l1_ratio=0.3, **TINY), x, y, weight),
    "waves": fit(Lasso(alpha=0.05, **TINY), *narrow),
    "waves_net": fit(ElasticNet(alpha=0.05, l1_ratio=0.7, **TINY), *narrow),
    "wide": fit(Lasso(alpha=0.1, **TINY), *wide),
    "wide_net": fit(ElasticNet(alpha=0.2, l1_ratio=0.8, **TINY), *wide),
    "diabetes_path": {"penalties": alphas.tolist(), "coefficients": path.T.tolist()},
}
(HERE / "lasso.json").write_text(json.dumps(oracle, indent=1) + "\n")
