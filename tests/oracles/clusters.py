#!/usr/bin/python3
"""Writes clusters.json beside it: what scikit-learn and SciPy find for clusterers on samples/iris.csv and on rows made by a formula that the tests repeat.

Deterministic. Needs Debian's python3-sklearn and python3-pandas.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn import metrics
from sklearn.cluster import BisectingKMeans, KMeans, MiniBatchKMeans
from sklearn.mixture import GaussianMixture

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
SEEDS = range(20)
warnings.filterwarnings("ignore")


def noise(i, j):
    """A number in [0, 1) that looks random."""
    value = math.sin(12.9898 * i + 78.233 * j + 0.5) * 437.585453
    return value - math.floor(value)


def formula(n, p, k):
    """k groups of rows around different centres, overlapping a little."""
    return np.array([[4 * noise(1000 + i % k, j) + noise(i, j) + noise(i, j + 50) for j in range(p)] for i in range(n)])


iris = pd.read_csv(SAMPLES / "iris.csv", float_precision="round_trip").drop(columns="species").to_numpy(float)
TABLES = {"iris": (iris, 3), "formula": (formula(240, 5, 6), 6), "small": (formula(101, 3, 4), 4)}


def weights(x):
    return 1.0 + np.arange(len(x)) % 3


def k_means(x, k, weight=None):
    model = KMeans(k, init=x[:k], n_init=1, tol=0, max_iter=1000).fit(x, sample_weight=weight)
    return {"inertia": model.inertia_, "iterations": int(model.n_iter_), "labels": model.labels_.tolist(), "centres": model.cluster_centers_.ravel().tolist()}


def hierarchy(x, method):
    tree = linkage(x, method)
    return {
        "merges": tree[:, :2].astype(int).ravel().tolist(), "heights": tree[:, 2].tolist(), "sizes": tree[:, 3].astype(int).tolist(),
        "labels_of_4": fcluster(tree, 4, "maxclust").tolist(),
    }


class FromKMeans(GaussianMixture):
    """Starts from the clusters of k-means that starts from the first rows."""

    def _initialize_parameters(self, x, random_state):
        labels = KMeans(self.n_components, init=x[:self.n_components], n_init=1, tol=0, max_iter=1000).fit(x).labels_
        self._initialize(x, np.eye(self.n_components)[labels])


def mixture(x, k, covariance, iterations, tolerance):
    model = FromKMeans(k, covariance_type=covariance, tol=tolerance, max_iter=iterations, reg_covar=1e-6).fit(x)
    return {
        "log_likelihood": model.score(x) * len(x), "bic": model.bic(x), "aic": model.aic(x), "converged": bool(model.converged_),
        "weights": model.weights_.tolist(), "means": model.means_.ravel().tolist(), "covariances": np.ravel(model.covariances_).tolist(),
        "first_probabilities": model.predict_proba(x)[:5].ravel().tolist(),
    }


def main():
    oracle = {"scikit_learn": sklearn.__version__, "scipy": scipy.__version__}
    for name, (x, k) in TABLES.items():
        oracle[name] = {
            "first_row": x[0].tolist(), "last_row": x[-1].tolist(),
            "k_means": k_means(x, k),
            "k_means_weighted": k_means(x, k, weights(x)),
            "k_means_of_20_seeds": [KMeans(k, n_init=10, random_state=seed).fit(x).inertia_ for seed in SEEDS],
            "mini_batch_of_20_seeds": [MiniBatchKMeans(k, batch_size=64, n_init=3, random_state=seed).fit(x).inertia_ for seed in SEEDS],
            "bisecting_of_20_seeds": [BisectingKMeans(k, n_init=3, init="k-means++", random_state=seed).fit(x).inertia_ for seed in SEEDS],
            "hierarchy": {method: hierarchy(x, method) for method in ("single", "complete", "average", "ward")},
            # Four iterations from the same start, and the end of the road.
            "mixture_of_4_iterations": {c: mixture(x, k, c, 4, 0.0) for c in ("full", "tied", "diag", "spherical")},
            "mixture": {c: mixture(x, k, c, 100_000, 1e-13) for c in ("full", "tied", "diag", "spherical")},
        }

    # The two groupings of the formula's rows: by row, and by k-means.
    truth = np.arange(240) % 6
    found = np.array(oracle["formula"]["k_means"]["labels"])
    coarse = np.arange(240) // 50
    oracle["agreement"] = [
        {"truth": a.tolist(), "found": b.tolist(), "adjusted_rand": metrics.adjusted_rand_score(a, b), "adjusted_mutual_information": metrics.adjusted_mutual_info_score(a, b)}
        for a, b in ((truth, found), (coarse, found), (truth, truth), (coarse, truth))
    ]

    (HERE / "clusters.json").write_text(json.dumps(oracle) + "\n")


if __name__ == "__main__":
    main()
