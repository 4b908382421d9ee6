#!/usr/bin/python3
"""Writes forests.json beside it: what scikit-learn makes of decision trees, forests, AdaBoost and isolation forests.

Deterministic; needs Debian's python3-sklearn and python3-pandas. Generated tables: column j of row i is the next value of
s = (1103515245 s + 12345) mod 2^31 from s = 42 on, row by row, as floor(s / 2^11) / 2^20, which single precision holds exactly; the target's noise is the next value after a row's columns.
Trees are written from the root on, left child before right, each node as feature (-1 in a leaf), threshold, rows, impurity and value.
Held-out scores are means over five folds, fold k holding out the rows with row % 5 == k, one a seed from 0 to 19. "yes" and "no" become 1 and 0.
"""

import json
import os
import pathlib

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
import sklearn
from scipy.stats import spearmanr
from sklearn.ensemble import (AdaBoostClassifier, AdaBoostRegressor, ExtraTreesClassifier, ExtraTreesRegressor, IsolationForest,
                              RandomForestClassifier, RandomForestRegressor)
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
SEEDS = 20


def generated(rows, columns):
    state, values = 42, np.empty((rows, columns + 1))
    for row in range(rows):
        for column in range(columns + 1):
            state = (1103515245 * state + 12345) % 2**31
            values[row, column] = (state >> 11) / 2**20
    x, noise = values[:, :columns], values[:, columns]
    y = 3 * x[:, 0] * x[:, 1] + np.where(x[:, 2] > 0.6, 1.0, 0.0) - 2 * (x[:, 3] - 0.5) * (x[:, 3] - 0.5) + noise
    return x, y


def written(model):
    tree = model.tree_
    nodes = []

    def walk(i):
        value = tree.value[i, 0]
        value = value / value.sum() if isinstance(model, DecisionTreeClassifier) else value
        leaf = tree.children_left[i] < 0
        nodes.append({"feature": -1 if leaf else int(tree.feature[i]), "threshold": 0 if leaf else float(tree.threshold[i]), "rows": int(tree.n_node_samples[i]),
                      "impurity": float(tree.impurity[i]), "value": [float(v) for v in value]})
        if not leaf:
            walk(tree.children_left[i])
            walk(tree.children_right[i])

    walk(0)
    return nodes


def leaf_impurity(model):
    tree = model.tree_
    leaves = tree.children_left < 0
    return float((tree.weighted_n_node_samples[leaves] * tree.impurity[leaves]).sum() / tree.weighted_n_node_samples[0])


x, y = generated(600, 5)
two, three = (y > 1.2).astype(int), np.digitize(y, [0.8, 1.7])
weights = 1 + (np.arange(600) % 4) * 0.5
# No two questions of these trees are equally good.
LIMITS = {"max_depth": 6, "min_samples_leaf": 15, "random_state": 0}
FLATTER = {"max_depth": 4, "min_samples_leaf": 25, "random_state": 0}
SMALLER = {"max_depth": 5, "min_samples_leaf": 20, "random_state": 0}
trees = {
    "gini_2": DecisionTreeClassifier(**FLATTER).fit(x, two),
    "gini_3": DecisionTreeClassifier(**LIMITS).fit(x, three),
    "entropy_2": DecisionTreeClassifier(criterion="entropy", **SMALLER).fit(x, two),
    "entropy_3": DecisionTreeClassifier(criterion="entropy", **SMALLER).fit(x, three),
    "gini_2_weights": DecisionTreeClassifier(**LIMITS).fit(x, two, weights),
    "gini_3_leaves": DecisionTreeClassifier(max_leaf_nodes=12, min_samples_leaf=15, random_state=0).fit(x, three),
    "gini_2_decrease": DecisionTreeClassifier(min_impurity_decrease=0.004, min_samples_leaf=5, min_samples_split=40, random_state=0).fit(x, two),
    "gini_3_pruned": DecisionTreeClassifier(ccp_alpha=0.006, **LIMITS).fit(x, three),
    "squared": DecisionTreeRegressor(**LIMITS).fit(x, y),
    "squared_weights": DecisionTreeRegressor(**LIMITS).fit(x, y, weights),
    "squared_leaves": DecisionTreeRegressor(max_leaf_nodes=15, min_samples_leaf=5, random_state=0).fit(x, y),
    "absolute": DecisionTreeRegressor(criterion="absolute_error", **LIMITS).fit(x, y),
}
classifier_path = DecisionTreeClassifier(**LIMITS).cost_complexity_pruning_path(x, three)
regressor_path = DecisionTreeRegressor(**LIMITS).cost_complexity_pruning_path(x, y)


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip").replace({"yes": 1, "no": 0})
    return table.drop(columns=target).to_numpy(float), table[target]


cancer_x, cancer_y = read("breast-cancer.csv", "diagnosis")
cancer_y = (cancer_y == "malignant").to_numpy(int)
wine_x, wine_y = read("wine.csv", "cultivar")
wine_y = pd.factorize(wine_y, sort=True)[0]
diabetes_x, diabetes_y = read("diabetes.csv", "progression")
diabetes_y = diabetes_y.to_numpy(float)
mortgages_x, mortgages_y = read("mortgages.csv", "deny")
mortgages_y = mortgages_y.to_numpy(int)
real = {
    "breast_cancer_gini": leaf_impurity(DecisionTreeClassifier(max_depth=2, random_state=0).fit(cancer_x, cancer_y)),
    "wine_entropy": leaf_impurity(DecisionTreeClassifier(criterion="entropy", max_leaf_nodes=3, random_state=0).fit(wine_x, wine_y)),
    "diabetes_squared": leaf_impurity(DecisionTreeRegressor(max_depth=4, random_state=0).fit(diabetes_x, diabetes_y)),
    "diabetes_absolute": leaf_impurity(DecisionTreeRegressor(criterion="absolute_error", max_depth=2, random_state=0).fit(diabetes_x, diabetes_y)),
    "mortgages_gini": leaf_impurity(DecisionTreeClassifier(max_depth=3, random_state=0).fit(mortgages_x, mortgages_y)),
}


def held_out(make, x, y, score):
    result = []
    for seed in range(SEEDS):
        scores = []
        for fold in range(5):
            test = np.arange(len(x)) % 5 == fold
            scores.append(score(y[test], make(seed).fit(x[~test], y[~test]), x[test]))
        result.append(float(np.mean(scores)))
    return result


def auc(y, model, rows):
    return roc_auc_score(y, model.predict_proba(rows)[:, 1])


def accuracy(y, model, rows):
    return accuracy_score(y, model.predict(rows))


def loss(y, model, rows):
    return log_loss(y, model.predict_proba(rows))


def rmse(y, model, rows):
    return mean_squared_error(y, model.predict(rows), squared=False)


scores = {
    "random_forest_mortgages_auc": held_out(lambda seed: RandomForestClassifier(100, random_state=seed), mortgages_x, mortgages_y, auc),
    "random_forest_wine_log_loss": held_out(lambda seed: RandomForestClassifier(100, random_state=seed), wine_x, wine_y, loss),
    "random_forest_diabetes_rmse": held_out(lambda seed: RandomForestRegressor(100, max_features=3, random_state=seed), diabetes_x, diabetes_y, rmse),
    "extra_trees_mortgages_auc": held_out(lambda seed: ExtraTreesClassifier(100, random_state=seed), mortgages_x, mortgages_y, auc),
    "extra_trees_wine_log_loss": held_out(lambda seed: ExtraTreesClassifier(100, random_state=seed), wine_x, wine_y, loss),
    "extra_trees_diabetes_rmse": held_out(lambda seed: ExtraTreesRegressor(100, random_state=seed), diabetes_x, diabetes_y, rmse),
    "ada_boost_diabetes_rmse": held_out(lambda seed: AdaBoostRegressor(n_estimators=50, random_state=seed), diabetes_x, diabetes_y, rmse),
}
out_of_bag = {
    "mortgages": [float(RandomForestClassifier(100, oob_score=True, random_state=seed).fit(mortgages_x, mortgages_y).oob_score_) for seed in range(SEEDS)],
    "diabetes": [float(RandomForestRegressor(100, max_features=3, oob_score=True, random_state=seed).fit(diabetes_x, diabetes_y).oob_score_) for seed in range(SEEDS)],
}
importances = RandomForestRegressor(300, max_features=3, random_state=0).fit(diabetes_x, diabetes_y).feature_importances_

isolation = {}
for name, rows, outliers in [("breast_cancer", cancer_x, cancer_y), ("mortgages", mortgages_x, mortgages_y)]:
    by_seed = [-IsolationForest(n_estimators=100, random_state=seed).fit(rows).score_samples(rows) for seed in range(SEEDS)]
    mean = np.mean(by_seed, axis=0)
    isolation[name] = {
        "mean_scores": [round(float(v), 6) for v in mean],
        "rank_correlation_with_mean": [float(spearmanr(one, mean)[0]) for one in by_seed],
        "auc": [float(roc_auc_score(outliers, one)) for one in by_seed],
    }

boosted = {}
for name, labels, depth in [("two", two, 1), ("three", three, 2)]:
    model = AdaBoostClassifier(DecisionTreeClassifier(max_depth=depth), n_estimators=20, learning_rate=0.7, algorithm="SAMME", random_state=0).fit(x, labels)
    boosted[name] = {
        "weights": [float(v) for v in model.estimator_weights_],
        "errors": [float(v) for v in model.estimator_errors_],
        "decision": [[float(v) for v in np.atleast_1d(row)] for row in model.decision_function(x[:10])],
        "accuracy": float(model.score(x, labels)),
    }

oracle = {
    "scikit_learn_version": sklearn.__version__,
    "first_row": [float(v) for v in x[0]] + [float(y[0])],
    "trees": {name: written(model) for name, model in trees.items()},
    "importances": {name: [float(v) for v in model.feature_importances_] for name, model in trees.items()},
    "classifier_path": {"alphas": [float(v) for v in classifier_path.ccp_alphas], "impurities": [float(v) for v in classifier_path.impurities]},
    "regressor_path": {"alphas": [float(v) for v in regressor_path.ccp_alphas], "impurities": [float(v) for v in regressor_path.impurities]},
    "leaf_impurity": real,
    "held_out": scores,
    "out_of_bag": out_of_bag,
    "random_forest_diabetes_importances": [float(v) for v in importances],
    "isolation": isolation,
    "boosted": boosted,
}
(HERE / "forests.json").write_text(json.dumps(oracle, indent=1) + "\n")
