#!/usr/bin/python3
"""Writes decomposition.json beside it: what scikit-learn finds for PCA, truncated SVD, NMF and ICA on tables in samples/ and on a table by formula.

Deterministic but for the last bits. Needs Debian's python3-sklearn and python3-pandas. The sign of a direction is chosen so that its largest component is positive.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.decomposition import NMF, PCA, FastICA, TruncatedSVD

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


def read(name, target):
    return pd.read_csv(SAMPLES / name, float_precision="round_trip").drop(columns=target).to_numpy(float)


def wave(n, p):
    """Rows of a few hidden waves and a little of everything, by formula."""
    row = np.arange(n, dtype=float)[:, None]
    column = np.arange(p, dtype=float)[None, :]
    x = np.zeros((n, p))
    for k in range(1, 9):
        x += np.sin(row * (0.37 * k) + k) * np.cos(column * (0.11 * k * k)) * (10.0 / k)
    return x + 0.01 * np.sin((row * p + column + 1) ** 2)


def turned(components, *others):
    signs = np.sign(components[np.arange(len(components)), np.argmax(np.abs(components), axis=1)])
    return [components * signs[:, None]] + [other * signs for other in others]


def pca(x, kept, **settings):
    model = PCA(n_components=kept, **settings).fit(x)
    components, scores = turned(model.components_, model.transform(x))
    return {
        "mean": model.mean_.tolist(),
        "components": components[:4].ravel().tolist(),
        "variance": model.explained_variance_.tolist(),
        "ratio": model.explained_variance_ratio_.tolist(),
        "scores": scores[:5, :4].ravel().tolist(),
    }


def truncated(x, kept, **settings):
    model = TruncatedSVD(n_components=kept, **settings).fit(x)
    components, scores = turned(model.components_, model.transform(x))
    return {
        "components": components.ravel().tolist(),
        "singular_values": model.singular_values_.tolist(),
        "variance": model.explained_variance_.tolist(),
        "ratio": model.explained_variance_ratio_.tolist(),
        "scores": scores[:5].ravel().tolist(),
    }


def mixed(n):
    """Three waves of other shapes, mixed into four columns."""
    i = np.arange(n, dtype=float)
    sources = np.stack([np.sin(0.7 * i), np.where(np.sin(0.31 * i + 0.2) >= 0, 1.0, -1.0), (0.137 * i) % 1.0], axis=1)
    return sources @ np.array([[1.0, 0.5, -2.0, 0.3], [0.4, 1.5, 1.0, -0.7], [2.0, -1.0, 0.5, 1.1]]) + np.array([5.0, 0.0, -3.0, 1.0])


def ica(x, k, fun):
    """The sources' weights as rows, from the best of a few starts, brought to rest."""
    model = FastICA(n_components=k, fun=fun, whiten="unit-variance", tol=1e-13, max_iter=2000, random_state=0).fit(x)
    return {"unmixing": model.components_.ravel().tolist(), "sources": model.transform(x)[:5].ravel().tolist()}


def nmf(x, k, **settings):
    """The objective, half the squared error, where scikit-learn stops."""
    model = NMF(n_components=k, solver="cd", **settings).fit(x)
    return {"error": float(model.reconstruction_err_), "iterations": int(model.n_iter_)}


wine = read("wine.csv", "cultivar")
cancer = read("breast-cancer.csv", "diagnosis")
digits = read("digits.csv", "digit")
oracle = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "pca_wine": pca(wine, None, svd_solver="full"),
    "pca_cancer_whitened": pca(cancer, 6, svd_solver="full", whiten=True),
    "pca_first_9_of_cancer": pca(cancer[:9], 8, svd_solver="full"),
    "pca_wave": pca(wave(300, 120), 8, svd_solver="full"),
    "truncated_wine": truncated(wine, 4, algorithm="arpack", tol=1e-14),
    "truncated_first_20_of_digits": truncated(digits[:20], 5, algorithm="arpack", tol=1e-14),
    "ica_mixed_logcosh": ica(mixed(600), 3, "logcosh"),
    "ica_mixed_exp": ica(mixed(600), 3, "exp"),
    "ica_mixed_cube": ica(mixed(600), 3, "cube"),
    "ica_iris_logcosh": ica(read("iris.csv", "species"), 3, "logcosh"),
    "nmf_digits_svd": nmf(digits, 10, init="nndsvd", max_iter=200, tol=1e-4),
    "nmf_digits_svd_at_rest": nmf(digits[:300], 6, init="nndsvd", max_iter=5000, tol=1e-8),
    "nmf_wine_svd": nmf(wine, 3, init="nndsvd", max_iter=2000, tol=1e-6),
    "nmf_wine_random": [nmf(wine, 3, init="random", random_state=seed, max_iter=2000, tol=1e-6) for seed in range(5)],
}
(HERE / "decomposition.json").write_text(json.dumps(oracle, indent=1) + "\n")
