#!/usr/bin/python3
"""Writes tree_shap.json beside it: trees that xgboost grew, and its SHAP and interaction values (pred_contribs and pred_interactions) of them.

Deterministic; one thread. Needs Debian's python3-xgboost. Numbers are of single precision: the trees' as xgboost keeps them, the values with seven digits. A tree's arrays are those of
xgboost's JSON model; a leaf has no left child, and its value is its split condition.
"""

import json
import os
import pathlib
import tempfile

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import xgboost

HERE = pathlib.Path(__file__).resolve().parent
PARTS = ["left_children", "right_children", "split_indices", "split_conditions", "default_left", "sum_hessian"]
ROWS = 30


def rows():
    random = np.random.default_rng(7)
    x = np.round(random.normal(size=(400, 5)), 3).astype(np.float32)
    x[:, 3] = random.integers(0, 4, 400)
    y = 2 * x[:, 0] + x[:, 1] * x[:, 2] + np.where(x[:, 3] > 1, x[:, 4], 0) + random.normal(size=400) / 5
    x[random.uniform(size=x.shape) < 0.1] = np.nan
    return x, y


def trees(booster):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.json"
        booster.save_model(path)
        model = json.loads(path.read_text())["learner"]["gradient_booster"]["model"]
    return [{part: tree[part] for part in PARTS} for tree in model["trees"]]


def numbers(values):
    return [None if np.isnan(value) else float(f"{value:.7g}") for value in np.asarray(values, float).ravel()]


def case(objective, rounds, x, y, **settings):
    booster = xgboost.train({"objective": objective, "base_score": 0.5, "eta": 0.4, "nthread": 1, "tree_method": "exact", "seed": 1, **settings}, xgboost.DMatrix(x, label=y), rounds)
    data = xgboost.DMatrix(x[:ROWS])
    return {
        "trees": trees(booster),
        "margins": numbers(booster.predict(data, output_margin=True)),
        "values": numbers(booster.predict(data, pred_contribs=True)),
        "interactions": numbers(booster.predict(data, pred_interactions=True)),
    }


def main():
    x, y = rows()
    three = np.digitize(y, [-1.5, 1.5])
    result = {
        "version": xgboost.__version__,
        "rows": numbers(x[:ROWS]),
        "regression": case("reg:squarederror", 6, x, y, max_depth=5),
        "two_classes": case("binary:logistic", 6, x, y > 0, max_depth=4),
        "three_classes": case("multi:softprob", 3, x, three, num_class=3, max_depth=3),
    }
    (HERE / "tree_shap.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


main()
