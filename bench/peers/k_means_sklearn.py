"""scikit-learn's KMeans by Lloyd's algorithm, 20 iterations from the first 64 rows. Usage: k_means_sklearn.py FOLDER ROUND

Timed: fit, from the float64 array.
"""

import warnings

import measure

import sklearn
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")
folder, _ = measure.data()
x, _ = measure.matrix(folder, "k-means")

model, timing = measure.timed(lambda: KMeans(64, init=x[:64], n_init=1, max_iter=20, tol=0, algorithm="lloyd").fit(x))
measure.report(
    "k-means", "scikit-learn Lloyd", f"scikit-learn {sklearn.__version__}", timing, inertia=float(model.inertia_), iterations=int(model.n_iter_))
