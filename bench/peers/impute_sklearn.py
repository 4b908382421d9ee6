"""scikit-learn's k-nearest imputer. Usage: impute_sklearn.py FOLDER ROUND

Timed: fit_transform, from a float64 array.
"""

import measure

import numpy as np
import sklearn
from sklearn.impute import KNNImputer

folder, _ = measure.data()
x, _ = measure.matrix(folder, "k-nearest-impute")

made, timing = measure.timed(lambda: KNNImputer(n_neighbors=5).fit_transform(x))

places = np.arange(len(x)) % 1009
measure.report(
    "k-nearest-impute", "scikit-learn", f"scikit-learn {sklearn.__version__}", timing,
    rows=len(made), **{f"f{j}": float((made[:, j] ** 2 * places).sum()) for j in range(made.shape[1])})
