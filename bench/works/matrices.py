"""What the works share for making their data. A matrix NAME is three files: NAME.json (rows, columns, and facts such as the number of classes), NAME-x.f64 (row-major)
and NAME-y.f64, little-endian float64."""

import json

import numpy as np


def write_matrix(folder, name, x, y, **facts):
    x.astype("<f8").tofile(folder / f"{name}-x.f64")
    y.astype("<f8").tofile(folder / f"{name}-y.f64")
    header = {"rows": x.shape[0], "columns": x.shape[1], "x": f"{name}-x.f64", "y": f"{name}-y.f64", **facts}
    (folder / f"{name}.json").write_text(json.dumps(header) + "\n")


def chained(rng, rows, columns, correlation):
    """Standard normal columns, each correlated with the one before it."""
    x = rng.standard_normal((rows, columns))
    for j in range(1, columns):
        x[:, j] = correlation * x[:, j - 1] + np.sqrt(1 - correlation * correlation) * x[:, j]
    return x


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
