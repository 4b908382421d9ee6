"""scikit-learn's LinearSVC (liblinear, dual coordinate descent) at its defaults. Usage: linear_svm_text_sklearn.py FOLDER ROUND

Minimises ½|w|² + sum of squared hinges (C = 1), each topic against all others, the intercept a penalised constant feature. Timed: fit, from the CSR matrix in memory.
"""

import json

import measure

import numpy as np
import scipy.sparse
import sklearn
from sklearn.svm import LinearSVC

folder, _ = measure.data()
header = json.loads((folder / "linear-svm-text.json").read_text())
starts = np.fromfile(folder / "linear-svm-text-starts.i32", dtype="<i4")
indices = np.fromfile(folder / "linear-svm-text-indices.i32", dtype="<i4")
values = np.fromfile(folder / "linear-svm-text-values.f64", dtype="<f8")
topics = np.fromfile(folder / "linear-svm-text-topics.i32", dtype="<i4")
x = scipy.sparse.csr_matrix((values, indices, starts), shape=(header["rows"], header["columns"]))

model, timing = measure.timed(lambda: LinearSVC(random_state=0).fit(x, topics))

objectives = []
for topic, w, b in zip(model.classes_, model.coef_, model.intercept_):
    lack = np.maximum(0, 1 - np.where(topics == topic, 1.0, -1.0) * (x @ w + b))
    objectives.append(float(0.5 * (w @ w + b * b) + (lack * lack).sum()))
measure.report(
    "linear-svm-text", "scikit-learn LinearSVC", f"scikit-learn {sklearn.__version__}", timing,
    objectives=objectives, iterations=int(np.max(model.n_iter_)))
