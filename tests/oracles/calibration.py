#!/usr/bin/python3
"""Writes calibration.json beside it: Platt scaling, isotonic regression, beta calibration and temperatures by scikit-learn, SciPy and R.

Deterministic. Needs Debian's python3-sklearn and r-base-core. Row i of the generated data, counted from 0, has score 3 sin(0.7 i) + i / 100, is positive
where sin(1.3 i) + score / 2 > 0, and weighs 1 + (i % 3). Its probability is 1 / (1 + exp(-score)); that of a tumour is 1 / (1 + exp(15 - mean radius)).
Rows of "no_a", "no_b" and "neither" have probabilities (i + 0.5) / 200 and are positive where the fraction of 0.618034 i is below 1 / (1 + exp(-(a ln p - b ln(1 - p) + c))).
Rows of three classes have logits 2 sin(0.7 i + 2.1 j) and the class of the largest logit + 1.5 sin(1.3 i + 1.7 j); their probabilities are the softmax of twice the logits.
"""

import json
import pathlib
import subprocess

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

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


def logit(columns, positive, weight):
    """Logistic regression without a penalty: scikit-learn's, and from there Newton's steps to the end of the digits."""
    x = np.column_stack(columns)
    fit = LogisticRegression(penalty=None, solver="newton-cg", tol=1e-10, max_iter=10000).fit(x, positive, sample_weight=weight)
    beta = np.append(fit.coef_[0], fit.intercept_)
    x = np.column_stack([x, np.ones(len(x))])
    for _ in range(20):
        p = 1 / (1 + np.exp(-x @ beta))
        beta = beta - np.linalg.solve((x.T * (weight * p * (1 - p))) @ x, x.T @ (weight * (p - positive)))
    assert np.allclose(beta[:-1], fit.coef_[0], rtol=1e-3, atol=1e-4)
    return [float(v) for v in beta]


def beta(p, positive, weight):
    """The published rule: a negative coefficient is left out, a before b, and the others are fitted anew; what is negative then is left out too."""
    own, rest = np.log(p), -np.log(1 - p)
    a, b, c = logit([own, rest], positive, weight)
    if a >= 0 and b >= 0:
        return {"a": a, "b": b, "c": c}
    d, c = logit([own if a >= 0 else rest], positive, weight)
    if d < 0:
        share = np.average(positive, weights=weight)
        return {"a": 0.0, "b": 0.0, "c": float(np.log(share / (1 - share)))}
    return {"a": d if a >= 0 else 0.0, "b": 0.0 if a >= 0 else d, "c": c}


def drawn(a, b, c):
    i = np.arange(200)
    p = (i + 0.5) / 200
    return p, (0.618034 * i) % 1 < 1 / (1 + np.exp(-(a * np.log(p) - b * np.log(1 - p) + c))), 1.0 + i % 3


def temperature(p, codes, weight):
    logs = np.log(p)
    rows = np.arange(len(codes))

    def loss(t):
        z = logs / t
        return (weight * (np.log(np.exp(z).sum(axis=1)) - z[rows, codes])).sum()

    def slope(t):
        q = np.exp(logs / t)
        q /= q.sum(axis=1, keepdims=True)
        return (weight * ((q * logs).sum(axis=1) - logs[rows, codes])).sum()

    least = scipy.optimize.minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}).x
    exact = scipy.optimize.brentq(slope, 0.05, 20, xtol=1e-15)
    assert abs(least - exact) < 1e-6 * exact
    return {"temperature": float(exact)}


def three(rows):
    i, j = np.arange(rows)[:, None], np.arange(3)[None, :]
    z = 2 * np.sin(0.7 * i + 2.1 * j)
    p = np.exp(2 * z)
    return p / p.sum(axis=1, keepdims=True), (z + 1.5 * np.sin(1.3 * i + 1.7 * j)).argmax(axis=1), 1.0 + np.arange(rows) % 3


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
        p = 1 / (1 + np.exp(-(score if name == "waves" else score - 15)))
        both = np.column_stack([1 - p, p])
        for weights, own in (("", one), ("_weighted", weight)):
            result[name]["beta" + weights] = beta(p, positive, own)
            result[name]["temperature" + weights] = temperature(both, positive.astype(int), own)
    for name, (a, b, c) in (("no_a", (-0.7, 2, -1)), ("no_b", (2, -0.7, 1)), ("neither", (-1, -1, 0))):
        p, positive, weight = drawn(a, b, c)
        result[name] = {"beta": beta(p, positive, np.ones(200)), "beta_weighted": beta(p, positive, weight)}
    p, codes, weight = three(300)
    result["three"] = {"temperature": temperature(p, codes, np.ones(300)), "temperature_weighted": temperature(p, codes, weight)}
    score, positive, _ = waves(200)
    result["waves"]["isoreg_by_score"] = isoreg(score, positive)
    (HERE / "calibration.json").write_text(json.dumps(result, indent=1) + "\n")


main()
