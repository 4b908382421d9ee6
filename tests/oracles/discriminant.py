#!/usr/bin/python3
"""Writes discriminant.json beside it: the probabilities of scikit-learn's discriminant analyses on the tables in samples/.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. "weighted" repeats each row 1 + (row % 3) times, rows counted from 0; scikit-learn takes no weights.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis as Lda
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis as Qda

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
EVERY = 30


def case(model, file, target, weighted=False):
    table = pd.read_csv(SAMPLES / file, float_precision="round_trip")
    x, y = table.drop(columns=target).to_numpy(float), table[target].to_numpy()
    rows = np.repeat(np.arange(len(x)), 1 + np.arange(len(x)) % 3) if weighted else np.arange(len(x))
    model.fit(x[rows], y[rows])
    return model.predict_proba(x[::EVERY]).tolist()


wine, cancer, iris = ("wine.csv", "cultivar"), ("breast-cancer.csv", "diagnosis"), ("iris.csv", "species")
thirds = [0.5, 0.3, 0.2]
oracle = {
    "scikit_learn": sklearn.__version__,
    "every": EVERY,
    "wine_linear": case(Lda(), *wine),
    "wine_linear_weighted": case(Lda(), *wine, weighted=True),
    "wine_linear_priors": case(Lda(priors=thirds), *wine),
    "wine_linear_shrunk": case(Lda(solver="lsqr", shrinkage=0.2), *wine),
    "wine_linear_ledoit_wolf": case(Lda(solver="lsqr", shrinkage="auto"), *wine),
    "cancer_linear": case(Lda(), *cancer),
    "cancer_linear_ledoit_wolf": case(Lda(solver="eigen", shrinkage="auto"), *cancer),
    "iris_quadratic": case(Qda(), *iris),
    "iris_quadratic_regularised": case(Qda(reg_param=0.1), *iris),
    "iris_quadratic_weighted": case(Qda(), *iris, weighted=True),
    "wine_quadratic_priors": case(Qda(priors=thirds), *wine),
    "cancer_quadratic_regularised": case(Qda(reg_param=0.01), *cancer),
}
(HERE / "discriminant.json").write_text(json.dumps(oracle, indent=1) + "\n")
