"""scikit-learn's DBSCAN. Usage: dbscan_sklearn.py FOLDER ROUND

Timed: fit, from the float64 array.
"""

import measure

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN

folder, _ = measure.data()
x, _ = measure.matrix(folder, "dbscan")

labels, timing = measure.timed(lambda: DBSCAN(eps=0.1, min_samples=10, n_jobs=measure.THREADS).fit(x).labels_)

places = np.arange(1, len(labels) + 1)
measure.report(
    "dbscan", "scikit-learn", f"scikit-learn {sklearn.__version__}", timing,
    clusters=int(labels.max() + 1), noise=int((labels < 0).sum()), checksum=int(((labels + 2) * (places % 1009)).sum()))
