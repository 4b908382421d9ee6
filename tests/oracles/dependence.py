"""Partial dependence and ICE of scikit-learn (brute force) on models that Cambium fits alike: least squares and small trees. Writes dependence.json."""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

rng = np.random.default_rng(7_100)
rows = 120
# Eighths, so that thresholds between them are the same in single and double precision.
x = rng.integers(0, 80, (rows, 3)) / 8.0
x[:, 2] = rng.integers(0, 4, rows)
y = 2 * x[:, 0] - 0.5 * x[:, 1] ** 2 + x[:, 0] * x[:, 2] + rng.standard_normal(rows)
labels = np.where(y > np.median(y), "yes", "no")


def curves(model, name):
    out = {}
    for feature in range(3):
        both = partial_dependence(model, x, [feature], percentiles=(0, 1), grid_resolution=15, kind="both", method="brute", response_method="auto")
        out["abc"[feature]] = {"grid": both["values"][0].tolist(), "mean": both["average"][0].tolist(), "each": both["individual"][0][:20].ravel().tolist()}
    pair = partial_dependence(model, x, [0, 1], percentiles=(0, 1), grid_resolution=6, kind="average", method="brute")
    out["ab"] = {"first": pair["values"][0].tolist(), "second": pair["values"][1].tolist(), "mean": pair["average"][0].ravel().tolist()}
    target = labels if name == "classes" else y
    found = permutation_importance(model, x, target, n_repeats=400, random_state=1)
    out["importance"] = {"mean": found["importances_mean"].tolist(), "std": found["importances_std"].tolist()}
    return out


result = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "x": x.ravel().tolist(), "y": y.tolist(), "labels": labels.tolist(),
    "linear": curves(LinearRegression().fit(x, y), "linear"),
    "tree": curves(DecisionTreeRegressor(max_depth=3, min_samples_leaf=10, random_state=0).fit(x, y), "tree"),
    "classes": curves(DecisionTreeClassifier(max_depth=3, random_state=0).fit(x, labels), "classes"),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=None) + "\n")
