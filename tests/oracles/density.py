"""Writes density.json beside it: the clusters that scikit-learn's DBSCAN finds.

Deterministic. Needs Debian's python3-sklearn and python3-pandas.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.cluster import DBSCAN

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


def spiral(rows):
    """Points that the tests compute by the same formula."""
    i = np.arange(rows)
    t = i * 0.61803398875 % 1.0
    return np.column_stack([t * np.cos(9 * t) + 0.05 * np.sin(i * 1.7), t * np.sin(9 * t) + 0.05 * np.cos(i * 2.3), np.sin(i * 0.37) * t])


def lattice(rows):
    """Points whose distances are whole numbers or their roots, so that many lie right on the border."""
    i = np.arange(rows)
    return np.column_stack([i * 7 % 23, i * 11 % 19, i * 3 % 5]).astype(float)


def clusters(x, weights=None, **settings):
    return DBSCAN(**settings).fit(x, sample_weight=weights).labels_.tolist()


iris = pd.read_csv(SAMPLES / "iris.csv", float_precision="round_trip").drop(columns="species").to_numpy(float)
oracle = {
    "scikit_learn": sklearn.__version__,
    "iris": clusters(iris, eps=0.5, min_samples=5),
    "iris_manhattan": clusters(iris, eps=0.6, min_samples=4, metric="manhattan"),
    "iris_cosine": clusters(iris, eps=0.0004, min_samples=4, metric="cosine"),
    "iris_weighted": clusters(iris, weights=1.0 + np.arange(len(iris)) % 3, eps=0.3, min_samples=6),
    "spiral": clusters(spiral(2000), eps=0.07, min_samples=6),
    "spiral_thin": clusters(spiral(2000), eps=0.05, min_samples=4),
    "lattice": clusters(lattice(400), eps=2.0, min_samples=6),
    "lattice_chebyshev": clusters(lattice(400), eps=1.0, min_samples=4, metric="chebyshev"),
}
(HERE / "density.json").write_text(json.dumps(oracle, separators=(",", ":")) + "\n")
