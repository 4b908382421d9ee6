"""scikit-learn's nearest neighbours by brute force. Usage: neighbours_sklearn.py FOLDER ROUND

Timed: fit and kneighbors, from the float64 arrays.
"""

import measure

import numpy as np
import sklearn
from sklearn.neighbors import NearestNeighbors

K = 10

folder, _ = measure.data()
x, _ = measure.matrix(folder, "k-nearest")
queries, _ = measure.matrix(folder, "k-nearest-queries")

(distances, rows), timing = measure.timed(lambda: NearestNeighbors(n_neighbors=K, algorithm="brute", n_jobs=measure.THREADS).fit(x).kneighbors(queries))

places = np.arange(1, rows.size + 1).reshape(rows.shape)
measure.report(
    "k-nearest", "scikit-learn brute", f"scikit-learn {sklearn.__version__}", timing,
    count=int(rows.size), checksum=int((rows * (places % 1009)).sum()), distances=float(distances.sum()))
