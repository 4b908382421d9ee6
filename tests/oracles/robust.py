#!/usr/bin/python3
"""Writes robust.json beside it: what scikit-learn finds for Huber and quantile regression.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. Tables: samples/diabetes.csv, target progression, in which every 20th row's target (row 0, 20, ...) is 10 times as
large for Huber's; samples/credit-cards.csv, six numbers, target expenditure. Weights are 1 + (row % 3) where weighted.
Columns are standardised (deviation with n), but where there is no intercept.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import HuberRegressor, QuantileRegressor

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
NUMBERS = ["derogatory_reports", "age", "income", "share", "dependents", "months_at_address"]


def huber_objective(epsilon, alpha, x, y, s, b, w, sigma):
    r = np.abs(y - b - x @ w)
    h = np.where(r <= epsilon * sigma, r * r / sigma, 2 * epsilon * r - epsilon * epsilon * sigma)
    return float((s * (sigma + h)).sum() + alpha * w @ w)


def huber(epsilon, alpha, x, y, s):
    """scikit-learn's result, on standardised columns, polished by Newton's method: its solver stops where the objective falls by less than 2e-9 of itself."""
    model = HuberRegressor(epsilon=epsilon, alpha=alpha, tol=1e-12, max_iter=100_000).fit(x, y, sample_weight=s)
    a = np.hstack([np.ones((len(x), 1)), x])
    p = np.concatenate([[model.intercept_], model.coef_, [model.scale_]])
    penalty = 2 * alpha * np.append(0, np.ones(x.shape[1]))
    for _ in range(50):
        w, sigma = p[:-1], p[-1]
        r = a @ w - y
        inside = np.abs(r) <= epsilon * sigma
        slope = np.where(inside, 2 * r / sigma, 2 * epsilon * np.sign(r))
        gradient = np.append(a.T @ (s * slope) + penalty * w, (s * np.where(inside, 1 - (r / sigma) ** 2, 1 - epsilon**2)).sum())
        v = np.hstack([a, -r[:, None] / sigma])[inside]
        hessian = (v * (2 / sigma * s[inside])[:, None]).T @ v + np.diag(np.append(penalty, 0))
        step = np.linalg.solve(hessian, gradient)
        t = 1.0
        here = huber_objective(epsilon, alpha, x, y, s, w[0], w[1:], sigma)
        while t > 1e-9 and (sigma - t * step[-1] <= 0 or huber_objective(epsilon, alpha, x, y, s, *(lambda q: (q[0], q[1:-1], q[-1]))(p - t * step)) > here * (1 + 1e-14)):
            t /= 2
        p = p - t * step
    return {
        "epsilon": epsilon, "alpha": alpha, "intercept": float(p[0]), "coefficients": p[1:-1].tolist(), "scale": float(p[-1]), "gradient": float(np.abs(gradient).max()),
        "objective": huber_objective(epsilon, alpha, x, y, s, p[0], p[1:-1], p[-1]),
        "scikit_learn_objective": huber_objective(epsilon, alpha, x, y, s, model.intercept_, model.coef_, model.scale_),
    }


def quantile(tau, alpha, x, y, s=None, intercept=True):
    model = QuantileRegressor(quantile=tau, alpha=alpha, solver="highs", fit_intercept=intercept).fit(x, y, sample_weight=s)
    s = np.ones(len(y)) if s is None else s
    r = y - model.predict(x)
    loss = (s * np.where(r > 0, tau * r, (tau - 1) * r)).sum() / s.sum()
    return {
        "quantile": tau, "penalty": alpha, "intercept": float(model.intercept_), "coefficients": model.coef_.tolist(),
        "objective": float(loss + alpha * np.abs(model.coef_).sum()),
    }


def standard(x):
    return (x - x.mean(0)) / x.std(0)


diabetes = pd.read_csv(SAMPLES / "diabetes.csv", float_precision="round_trip")
cards = pd.read_csv(SAMPLES / "credit-cards.csv", float_precision="round_trip")
x, y = standard(diabetes.drop(columns="progression").to_numpy(float)), diabetes["progression"].to_numpy(float)
wrong = np.where(np.arange(len(y)) % 20 == 0, 10 * y, y)
ones, weight = np.ones(len(y)), 1.0 + np.arange(len(y)) % 3
z, spent = standard(cards[NUMBERS].to_numpy(float)), cards["expenditure"].to_numpy(float)
oracle = {
    "scikit_learn": sklearn.__version__,
    "huber_diabetes": huber(1.35, 1e-4, x, wrong, ones),
    "huber_diabetes_weighted": huber(1.35, 10.0, x, wrong, weight),
    "huber_diabetes_wide": huber(3.0, 1.0, x, wrong, ones),
    "huber_cards": huber(1.35, 1e-4, z, spent, np.ones(len(spent))),
    "quantile_diabetes_median": quantile(0.5, 0.0, x, y),
    "quantile_diabetes_tenth_weighted": quantile(0.1, 0.0, x, y, weight),
    "quantile_diabetes_penalised": quantile(0.7, 1.0, x, y),
    "quantile_diabetes_penalised_weighted": quantile(0.7, 1.0, x, y, weight),
    "quantile_diabetes_without_intercept": quantile(0.5, 0.0, diabetes.drop(columns="progression").to_numpy(float), y, intercept=False),
    "quantile_cards_median": quantile(0.5, 0.0, z, spent),
    "quantile_cards_high": quantile(0.95, 2.0, z, spent),
}
(HERE / "robust.json").write_text(json.dumps(oracle, indent=1) + "\n")
