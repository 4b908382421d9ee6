"""scikit-learn's PCA. Usage: pca_sklearn.py FOLDER SEED WORK, with WORK pca (all components) or pca-randomised (20 from a random sketch)

Timed: fit, from the float64 array.
"""

import sys

import measure

import sklearn
from sklearn.decomposition import PCA

folder, seed = measure.data()
work = sys.argv[3]
x, _ = measure.matrix(folder, work)
model = PCA(svd_solver="full") if work == "pca" else PCA(n_components=20, svd_solver="randomized", random_state=seed)

_, timing = measure.timed(lambda: model.fit(x))

variances = model.explained_variance_.tolist()
measure.report(work, "scikit-learn", f"scikit-learn {sklearn.__version__}", timing, variances=variances, explained=sum(variances))
