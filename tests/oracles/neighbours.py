"""Writes neighbours.json beside it: nearest neighbours, their votes and local outlier factors by scikit-learn.

Deterministic. Needs Debian's python3-sklearn and python3-pandas.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, LocalOutlierFactor, NearestNeighbors

HERE = pathlib.Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    return table.drop(columns=target).to_numpy(float), table[target].to_numpy()


def spiral(rows):
    """Points that the tests compute by the same formula."""
    i = np.arange(rows)
    t = i * 0.61803398875 % 1.0
    return np.column_stack([t * np.cos(9 * t) + 0.05 * np.sin(i * 1.7), t * np.sin(9 * t) + 0.05 * np.cos(i * 2.3), np.sin(i * 0.37) * t])


METRICS = {
    "euclidean": dict(metric="euclidean"), "manhattan": dict(metric="manhattan"), "chebyshev": dict(metric="chebyshev"),
    "minkowski": dict(metric="minkowski", p=3), "cosine": dict(metric="cosine"),
}


def neighbours(x, k, queries):
    found = {}
    for name, settings in METRICS.items():
        distances, rows = NearestNeighbors(n_neighbors=k, algorithm="brute", **settings).fit(x).kneighbors(queries)
        found[name] = {"rows": rows.ravel().tolist(), "distances": distances.ravel().tolist()}
    return found


def outliers(x, k, new):
    model = LocalOutlierFactor(n_neighbors=k, novelty=True, algorithm="brute", contamination=0.1).fit(x)
    return {"training": (-model.negative_outlier_factor_).tolist(), "new": (-model.score_samples(new)).tolist(), "threshold": -float(model.offset_)}


diabetes = read("diabetes.csv", "progression")
cancer = read("breast-cancer.csv", "diagnosis")
points = spiral(600)
oracle = {
    "scikit_learn": sklearn.__version__,
    "spiral": neighbours(points[:500], 7, points[500:]),
    "diabetes": neighbours(diabetes[0][:400], 5, diabetes[0][400:]),
    "diabetes_values": {
        votes: KNeighborsRegressor(n_neighbors=6, weights=votes).fit(diabetes[0][:400], diabetes[1][:400]).predict(diabetes[0][400:]).tolist()
        for votes in ["uniform", "distance"]
    },
    "cancer_probabilities": {
        votes: KNeighborsClassifier(n_neighbors=9, weights=votes).fit(cancer[0][:500], cancer[1][:500]).predict_proba(cancer[0][500:]).ravel().tolist()
        for votes in ["uniform", "distance"]
    },
    "spiral_outliers": outliers(points[:500], 20, points[500:]),
    "diabetes_outliers": outliers(diabetes[0][:400], 10, diabetes[0][400:]),
}
(HERE / "neighbours.json").write_text(json.dumps(oracle, indent=None, separators=(",", ":")) + "\n")
