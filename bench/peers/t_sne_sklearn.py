"""scikit-learn's t-SNE by Barnes-Hut from the principal components, 1,000 iterations. Usage: t_sne_sklearn.py FOLDER ROUND

Timed: fit, from the float64 array.
"""

import warnings

import measure

import sklearn
from sklearn.manifold import TSNE

warnings.filterwarnings("ignore")
folder, _ = measure.data()
x, _ = measure.matrix(folder, "t-sne")

model, timing = measure.timed(lambda: TSNE(2, perplexity=30, init="pca", learning_rate="auto", n_iter=1000, n_iter_without_progress=1000, n_jobs=measure.THREADS).fit(x))
measure.report(
    "t-sne", "scikit-learn Barnes-Hut", f"scikit-learn {sklearn.__version__}", timing,
    divergence=float(model.kl_divergence_), iterations=int(model.n_iter_))
