#!/usr/bin/python3
"""Writes embedding.json beside it: what scikit-learn's t-SNE and R's uwot reach on samples/iris.csv and on rows made by a formula that the tests repeat.

Needs Debian's python3-sklearn, python3-pandas and r-cran-uwot. uwot runs on one thread from fixed seeds.
"""

import json
import os
import pathlib
import subprocess
import tempfile

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import sklearn
from sklearn.manifold import TSNE, trustworthiness

from clusters import TABLES

HERE = pathlib.Path(__file__).resolve().parent
SEEDS = range(20)
PERPLEXITY = 20
NEIGHBOURS = 15

UMAP = """
library(uwot)
x <- as.matrix(read.csv("x.csv", header = FALSE))
for (seed in 0:19) {
  set.seed(seed)
  y <- umap(x, n_neighbors = 15, n_epochs = 500, n_threads = 1, n_sgd_threads = 0)
  write.table(y, sprintf("y%d.csv", seed), sep = ",", row.names = FALSE, col.names = FALSE)
}
cat(as.character(packageVersion("uwot")))
"""


def t_sne(x, start, seed):
    model = TSNE(2, perplexity=PERPLEXITY, init=start, learning_rate="auto", n_iter=1000, random_state=seed, n_jobs=1)
    y = model.fit_transform(x)
    return float(model.kl_divergence_), float(trustworthiness(x, y, n_neighbors=10))


def umap(x):
    with tempfile.TemporaryDirectory() as folder:
        np.savetxt(pathlib.Path(folder) / "x.csv", x, delimiter=",", fmt="%.17g")
        version = subprocess.run(["Rscript", "-e", UMAP], cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        return version, [float(trustworthiness(x, np.loadtxt(pathlib.Path(folder) / f"y{seed}.csv", delimiter=","), n_neighbors=10)) for seed in SEEDS]


oracle = {"scikit_learn": sklearn.__version__}
for name in ("iris", "formula"):
    x = TABLES[name][0]
    version, trusted = umap(x)
    random = [t_sne(x, "random", seed) for seed in SEEDS]
    oracle[name] = {
        "t_sne_pca": dict(zip(("kl", "trustworthiness"), t_sne(x, "pca", 0))),
        "t_sne_random_kl": [kl for kl, _ in random], "t_sne_random_trustworthiness": [trusted for _, trusted in random],
        "umap_trustworthiness": trusted,
        # Of the first two columns as they are, for the score itself.
        "trustworthiness_of_two_columns": float(trustworthiness(x, x[:, :2], n_neighbors=10)),
    }
    oracle["uwot"] = version
(HERE / "embedding.json").write_text(json.dumps(oracle) + "\n")
