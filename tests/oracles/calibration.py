#!/usr/bin/python3
"""Writes calibration.json beside it: Platt scaling and isotonic regression by scikit-learn, SciPy and R.

Deterministic. Needs Debian's python3-sklearn and r-base-core. Row i of the generated data, counted from 0, has score 3 sin(0.7 i) + i / 100, is positive
where sin(1.3 i) + score / 2 > 0, and weighs 1 + (i % 3).
"""

import json
import pathlib
import subprocess

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
from sklearn.isotonic import IsotonicRegression

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


def waves(rows):
    i = np.arange(rows)
    score = 3 * np.sin(0.7 * i) + i / 100
    return score, np.sin(1.3 * i) + score / 2 > 0, 1.0 + i % 3


def cancer():
    """The first column as a score."""
    table = pd.read_csv(SAMPLES / "breast-cancer.csv", float_precision="round_trip")
    i = np.arange(len(table))
    return table["mean_radius"].to_numpy(), (table["diagnosis"] == "malignant").to_numpy(), 1.0 + i % 3


def platt(score, positive, weight):
    """The likelihood that Lin, Lin and Weng state, minimised by SciPy; scikit-learn has no weights in its smoothed targets."""
    up, down = weight[positive].sum(), weight[~positive].sum()
    target = np.where(positive, (up + 1) / (up + 2), 1 / (down + 2))

    def loss(ab):
        z = ab[0] * score + ab[1]
        return (weight * (target * z + np.logaddexp(0, -z))).sum()

    def gradient(ab):
        d = weight * (target - 1 / (1 + np.exp(ab[0] * score + ab[1])))
        return np.array([(d * score).sum(), d.sum()])

    def hessian(ab):
        p = 1 / (1 + np.exp(ab[0] * score + ab[1]))
        h = weight * p * (1 - p)
        return np.array([[(h * score * score).sum(), (h * score).sum()], [(h * score).sum(), h.sum()]])

    ab = scipy.optimize.minimize(loss, [0.0, np.log((down + 1) / (up + 1))], jac=gradient, hess=hessian, method="trust-exact", options={"gtol": 1e-12}).x
    for _ in range(5):
        ab = ab - np.linalg.solve(hessian(ab), gradient(ab))
    return {"slope": float(ab[0]), "offset": float(ab[1])}


def platt_sklearn(score, positive):
    from sklearn.calibration import _SigmoidCalibration
    fit = _SigmoidCalibration().fit(score, positive.astype(int))
    return {"slope": float(fit.a_), "offset": float(fit.b_)}


def isotonic(score, positive, weight, at):
    fit = IsotonicRegression(out_of_bounds="clip").fit(score, positive.astype(float), sample_weight=weight)
    return {"at": at.tolist(), "height": fit.predict(at).tolist()}


def isoreg(score, positive):
    order = np.argsort(score, kind="stable")
    text = "y <- c(" + ",".join(str(int(v)) for v in positive[order]) + "); cat(format(isoreg(y)$yf, digits=17))"
    return [float(v) for v in subprocess.run(["Rscript", "-e", text], check=True, capture_output=True, text=True).stdout.split()]


def main():
    result = {"versions": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}"}
    for name, (score, positive, weight), at in (
        ("waves", waves(200), np.linspace(-5, 7, 49)),
        ("cancer", cancer(), np.linspace(5, 30, 51)),
    ):
        one = np.ones(len(score))
        result[name] = {
            "platt": platt(score, positive, one),
            "platt_weighted": platt(score, positive, weight),
            "platt_sklearn": platt_sklearn(score, positive),
            "isotonic": isotonic(score, positive, one, at),
            "isotonic_weighted": isotonic(score, positive, weight, at),
        }
    score, positive, _ = waves(200)
    result["waves"]["isoreg_by_score"] = isoreg(score, positive)
    (HERE / "calibration.json").write_text(json.dumps(result, indent=1) + "\n")


main()
