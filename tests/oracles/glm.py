#!/usr/bin/python3
"""Writes glm.json beside it: what scikit-learn and R's glm find for Poisson, gamma and Tweedie regression with a log link.

Deterministic. Needs Debian's python3-sklearn, python3-pandas and r-base-core. Tables: samples/diabetes.csv, target progression (above 0), weights 1 + (row % 3)
where weighted; samples/credit-cards.csv, numbers only, target active_accounts (a count) or expenditure (an amount, often 0).
alpha is scikit-learn's; L2 is alpha times the sum of the weights.
"""

import json
import pathlib
import subprocess
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import GammaRegressor, PoissonRegressor, TweedieRegressor
from sklearn.metrics import mean_tweedie_deviance

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
NUMBERS = ["derogatory_reports", "age", "income", "share", "dependents", "months_at_address"]

GLM = r"""
diabetes <- read.csv("diabetes.csv")
weight <- 1 + (seq_len(nrow(diabetes)) - 1) %% 3
cards <- read.csv("credit-cards.csv")
strict <- glm.control(epsilon = 1e-16, maxit = 200)
# Its steps shrink the error by a factor only, and it looks at the deviance, which changes with the square: begun anew, it takes at least one step more.
show <- function(fit) {
  for (i in 1:40) fit <- update(fit, start = coef(fit))
  cat(sprintf("%.17g", c(coef(fit), deviance(fit), fit$null.deviance)), "\n")
}
show(glm(progression ~ ., poisson, diabetes, control = strict))
show(glm(progression ~ ., Gamma("log"), diabetes, control = strict))
show(glm(progression ~ ., Gamma("log"), diabetes, weights = weight, control = strict))
show(glm(progression ~ ., inverse.gaussian("log"), diabetes, control = strict))
show(glm(active_accounts ~ derogatory_reports + age + income + share + dependents + months_at_address, poisson, cards, control = strict))
cat(paste(R.version$major, R.version$minor, sep = "."), "\n")
"""


def in_r():
    """Without penalty."""
    lines = subprocess.run(["Rscript", "-e", GLM], cwd=SAMPLES, check=True, capture_output=True, text=True).stdout.strip().split("\n")
    names = ["poisson_diabetes", "gamma_diabetes", "gamma_diabetes_weighted", "inverse_gaussian_diabetes", "poisson_cards"]
    fits = {}
    for name, line in zip(names, lines):
        *coefficients, deviance, null = [float(number) for number in line.split()]
        fits[name] = {"intercept": coefficients[0], "coefficients": coefficients[1:], "deviance_sum": deviance, "null_deviance_sum": null}
    return {"r": lines[-1].strip(), **fits}


def objective(power, alpha, x, y, weight, intercept, w):
    mu = np.exp(intercept + x @ w)
    return float(0.5 * mean_tweedie_deviance(y, mu, sample_weight=weight, power=power) + 0.5 * alpha * w @ w)


def in_sklearn(model, power, alpha, x, y, weight):
    """With penalty, on standardised columns, polished by Newton's method, for its own solver stops early."""
    model.set_params(tol=1e-12, max_iter=100_000).fit(x, y, sample_weight=weight)
    w = np.append(model.intercept_, model.coef_)
    design, share = np.hstack([np.ones((len(x), 1)), x]), weight / weight.sum()
    penalty = alpha * np.append(0, np.ones(x.shape[1]))
    for _ in range(20):
        mu = np.exp(design @ w)
        slope = design.T @ (share * (mu ** (2 - power) - y * mu ** (1 - power))) + penalty * w
        curvature = share * ((2 - power) * mu ** (2 - power) - (1 - power) * y * mu ** (1 - power))
        w = w - np.linalg.solve(design.T @ (curvature[:, None] * design) + np.diag(penalty), slope)
    assert np.abs(w[1:] - model.coef_).max() < 1e-3 * np.abs(w[1:]).max()
    return {
        "alpha": alpha, "intercept": float(w[0]), "coefficients": w[1:].tolist(),
        "objective": objective(power, alpha, x, y, weight, w[0], w[1:]),
        "scikit_learn_objective": objective(power, alpha, x, y, weight, model.intercept_, model.coef_),
        "d2": float(model.score(x, y, sample_weight=weight)),
    }


def standard(table, columns):
    x = table[columns].to_numpy(float)
    return (x - x.mean(0)) / x.std(0)


diabetes = pd.read_csv(SAMPLES / "diabetes.csv", float_precision="round_trip")
cards = pd.read_csv(SAMPLES / "credit-cards.csv", float_precision="round_trip")
x, y = standard(diabetes, [name for name in diabetes if name != "progression"]), diabetes["progression"].to_numpy(float)
ones, weight = np.ones(len(x)), 1.0 + np.arange(len(x)) % 3
z, one = standard(cards, NUMBERS), np.ones(len(cards))
oracle = {
    "scikit_learn": sklearn.__version__,
    "poisson_diabetes_penalised": in_sklearn(PoissonRegressor(alpha=2), 1, 2, x, y, ones),
    "poisson_diabetes_penalised_weighted": in_sklearn(PoissonRegressor(alpha=2), 1, 2, x, y, weight),
    "gamma_diabetes_penalised": in_sklearn(GammaRegressor(alpha=0.1), 2, 0.1, x, y, ones),
    "tweedie_diabetes_penalised": in_sklearn(TweedieRegressor(power=1.7, link="log", alpha=0.1), 1.7, 0.1, x, y, weight),
    "tweedie_cards_penalised": in_sklearn(TweedieRegressor(power=1.5, link="log", alpha=0.5), 1.5, 0.5, z, cards["expenditure"].to_numpy(float), one),
    **in_r(),
}
(HERE / "glm.json").write_text(json.dumps(oracle, indent=1) + "\n")
