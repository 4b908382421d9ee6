#!/usr/bin/python3
"""Writes bayes.json beside it: what scikit-learn's naive Bayes classifiers find on the tables in samples/.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. "weighted" repeats each row 1 + (row % 3) times, rows counted from 0; scikit-learn's own weights leave
the smoothing of the variances unweighted.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.naive_bayes import BernoulliNB, ComplementNB, GaussianNB, MultinomialNB

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
EVERY = 100


def case(model, file, target, weighted=False, priors=None):
    table = pd.read_csv(SAMPLES / file, float_precision="round_trip")
    x, y = table.drop(columns=target).to_numpy(float), table[target].to_numpy()
    rows = np.repeat(np.arange(len(x)), 1 + np.arange(len(x)) % 3) if weighted else np.arange(len(x))
    model.fit(x[rows], y[rows])
    return model.predict_log_proba(x[::EVERY]).tolist()


oracle = {"scikit_learn": sklearn.__version__, "every": EVERY}
for name, file, target in (("digits", "digits.csv", "digit"), ("wine", "wine.csv", "cultivar")):
    for weighted in (False, True):
        key = name + ("_weighted" if weighted else "")
        oracle[key] = {
            "gaussian": case(GaussianNB(), file, target, weighted),
            "gaussian_smoothed": case(GaussianNB(var_smoothing=1e-3), file, target, weighted),
            "multinomial": case(MultinomialNB(alpha=0.5), file, target, weighted),
            "complement": case(ComplementNB(alpha=0.5), file, target, weighted),
            "complement_norm": case(ComplementNB(norm=True), file, target, weighted),
            "bernoulli": case(BernoulliNB(alpha=0.3, binarize=4.5), file, target, weighted),
        }
thirds = [0.5, 0.3, 0.2]
oracle["wine_priors"] = {
    "gaussian": case(GaussianNB(priors=thirds), "wine.csv", "cultivar"),
    "multinomial": case(MultinomialNB(class_prior=thirds), "wine.csv", "cultivar"),
    "bernoulli": case(BernoulliNB(binarize=2.0, class_prior=thirds), "wine.csv", "cultivar"),
}
(HERE / "bayes.json").write_text(json.dumps(oracle, indent=1) + "\n")
