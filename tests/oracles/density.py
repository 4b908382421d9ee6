"""Writes density.json beside it: the clusters that scikit-learn's DBSCAN finds, and memberships and outlier scores of HDBSCAN by its definition on a matrix of all distances.

Deterministic. Needs Debian's python3-sklearn, python3-scipy and python3-pandas.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import scipy.sparse.csgraph as graphs
import sklearn
from scipy.spatial.distance import cdist
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


def hierarchy(x, least_rows, least_size):
    """Campello, Moulavi, Sander (2013), step by step: the components of rows at a density, from the lowest up."""
    distances = cdist(x, x)
    core = np.sort(distances, axis=1)[:, least_rows - 1]
    reach = np.maximum(np.maximum(distances, core[:, None]), core[None, :])
    clusters = [{"rows": np.arange(len(x)), "birth": 0.0, "parent": None}]
    last, leaves = np.zeros(len(x), int), np.zeros(len(x))
    for number, cluster in enumerate(clusters):
        rows = cluster["rows"]
        while True:
            inside = reach[np.ix_(rows, rows)]
            height = graphs.minimum_spanning_tree(inside).max()
            _, parts = graphs.connected_components((inside < height) & ~np.eye(len(rows), dtype=bool), directed=False)
            sizes = np.bincount(parts)
            lost = rows[sizes[parts] < least_size]
            last[lost], leaves[lost] = number, 1 / height
            large = np.flatnonzero(sizes >= least_size)
            if len(large) != 1:
                break
            rows = rows[parts == large[0]]
        cluster["end"] = 1 / height
        cluster["parts"] = []
        for part in large:
            cluster["parts"].append(len(clusters))
            clusters.append({"rows": rows[parts == part], "birth": 1 / height, "parent": number})
    for cluster in reversed(clusters):
        rows = cluster["rows"]
        until = np.minimum(leaves[rows], cluster["end"])
        cluster["stability"] = (until - cluster["birth"]).sum()
        cluster["highest"] = leaves[rows].max()
        below = sum(clusters[part]["best"] for part in cluster["parts"])
        cluster["chosen"] = not cluster["parts"] or cluster["stability"] >= below
        cluster["best"] = max(cluster["stability"], below)
    membership = np.zeros(len(x))
    for number in range(1, len(clusters)):
        cluster, above = clusters[number], clusters[clusters[number]["parent"]]
        if above.get("taken") and number > 0:
            cluster["taken"] = True
        elif cluster["chosen"]:
            cluster["taken"] = True
            membership[cluster["rows"]] = np.minimum(leaves[cluster["rows"]], cluster["end"]) / cluster["end"]
    outliers = 1 - leaves / np.array([clusters[number]["highest"] for number in last])
    return {"memberships": membership.tolist(), "outliers": outliers.tolist()}


iris = pd.read_csv(SAMPLES / "iris.csv", float_precision="round_trip").drop(columns="species").to_numpy(float)
oracle = {
    "scikit_learn": sklearn.__version__,
    "spiral_hierarchy": hierarchy(spiral(500), 5, 7),
    "iris_hierarchy": hierarchy(iris + 0.01 * spiral(len(iris))[:, [0, 1, 2, 0]], 4, 10),
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
