#!/usr/bin/python3
"""Writes composition.json beside it: what scikit-learn finds for voting, stacking, calibration and one-versus-rest on the tables in samples/.

Deterministic. Needs Debian's python3-sklearn and python3-pandas. The bases are logistic and ridge regression, which both sides solve to about 1e-10. Weights are
1 + (row % 3), rows counted from 0. Folds are those of Cambium's tables: the rows of each class in random order (xoshiro256**), dealt out in turn.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import StackingClassifier, StackingRegressor, VotingClassifier, VotingRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge, _logistic
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
WORD = (1 << 64) - 1


# L-BFGS also stops where the objective falls by less than 2e-9 of itself, and this version has no setting for it. The gradient is to decide.
class Optimize:
    @staticmethod
    def minimize(*arguments, options, **others):
        return scipy.optimize.minimize(*arguments, options={**options, "ftol": 0.0, "maxfun": 1_000_000}, **others)


_logistic.optimize = Optimize


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & WORD


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & WORD
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return state, z ^ (z >> 31)


def stream(seed):
    state = seed & WORD
    s = []
    for _ in range(4):
        state, word = split_mix(state)
        s.append(word)
    while True:
        yield (rotate((s[1] * 5) & WORD, 7) * 9) & WORD
        t = (s[1] << 17) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)


def below(bits, bound):
    product = (next(bits) >> 32) * bound
    if product & 0xFFFFFFFF < bound:
        threshold = (-bound & 0xFFFFFFFF) % bound
        while product & 0xFFFFFFFF < threshold:
            product = (next(bits) >> 32) * bound
    return product >> 32


def folds(codes, count, seed=0):
    """The fold of each row, then as the pairs of indices that scikit-learn takes."""
    bits, fold, turn = stream(seed), np.zeros(len(codes), int), 0
    for code in sorted(set(codes)):
        rows = [int(i) for i in np.flatnonzero(codes == code)]
        for i in range(len(rows) - 1, 0, -1):
            j = below(bits, i + 1)
            rows[i], rows[j] = rows[j], rows[i]
        for row in rows:
            fold[row] = turn
            turn = (turn + 1) % count
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(count)]


def read(name, target):
    table = pd.read_csv(SAMPLES / name, float_precision="round_trip")
    x = table.drop(columns=target).to_numpy(float)
    # To the largest of each column 1, so that L-BFGS comes near to working precision.
    return x / np.abs(x).max(axis=0), table[target].to_numpy()


def weights(x):
    return 1.0 + np.arange(len(x)) % 3


def logistic(c):
    return LogisticRegression(C=c, tol=1e-10, max_iter=100_000)


def first(probabilities):
    return np.asarray(probabilities)[:25].ravel().tolist()


def classify(x, y):
    cv = folds(pd.Categorical(y).codes, 5)
    members = [("a", logistic(1.0)), ("b", logistic(0.05))]
    w = weights(x)
    result = {
        "soft": first(VotingClassifier(members, voting="soft", weights=[2, 1]).fit(x, y).predict_proba(x)),
        "soft_row_weights": first(VotingClassifier(members, voting="soft").fit(x, y, sample_weight=w).predict_proba(x)),
        "hard": [str(v) for v in VotingClassifier([*members, ("c", logistic(0.001))], voting="hard").fit(x, y).predict(x)],
        "stacking": first(StackingClassifier(members, logistic(1.0), cv=cv).fit(x, y).predict_proba(x)),
        "stacking_passed": first(StackingClassifier(members, logistic(1.0), cv=cv, passthrough=True).fit(x, y).predict_proba(x)),
        "rest": first(OneVsRestClassifier(logistic(1.0)).fit(x, y).predict_proba(x)),
    }
    if len(set(y)) == 2:
        for method in ("sigmoid", "isotonic"):
            # The last digits of the folds' solvers move the steps of an isotonic curve's log-odds, not its heights.
            result[method] = first(CalibratedClassifierCV(logistic(1.0), method=method, cv=cv, ensemble=False).fit(x, y).predict_proba(x))
        out = cross_val_predict(logistic(1.0), x, y, cv=cv, method="predict_proba")[:, 1]
        result["thresholds"] = thresholds(out, y == sorted(set(y))[1])
    return result


def thresholds(p, positive):
    """The best score by each metric over all thresholds, by brute force."""
    best = {"f1": -9.0, "accuracy": -9.0, "balanced-accuracy": -9.0, "matthews": -9.0, "cost": -9.0, "precision-at-recall": -9.0, "recall-at-precision": -9.0}
    for t in [2.0, *sorted(set(p))]:
        call = p >= t
        tp, fp = (call & positive).sum(), (call & ~positive).sum()
        fn, tn = (~call & positive).sum(), (~call & ~positive).sum()
        precision, recall = tp / max(tp + fp, 1), tp / (tp + fn)
        product = float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
        scores = {
            "f1": 2 * tp / max(2 * tp + fp + fn, 1),
            "accuracy": (tp + tn) / len(p),
            "balanced-accuracy": (recall + tn / (tn + fp)) / 2,
            "matthews": (float(tp) * tn - float(fp) * fn) / np.sqrt(product) if product > 0 else 0.0,
            "cost": -(1.0 * fp + 5.0 * fn) / len(p),
            "precision-at-recall": precision if recall >= 0.95 else -9.0,
            "recall-at-precision": recall if precision >= 0.95 else -9.0,
        }
        best = {name: max(float(value), best[name]) for name, value in scores.items()}
    return best


def regress(x, y):
    cv = folds(np.zeros(len(y), int), 5)
    members = [("a", LinearRegression()), ("b", Ridge(alpha=5.0, solver="cholesky"))]
    w = weights(x)
    return {
        "voting": first(VotingRegressor(members, weights=[2, 1]).fit(x, y).predict(x)),
        "voting_row_weights": first(VotingRegressor(members).fit(x, y, sample_weight=w).predict(x)),
        "stacking": first(StackingRegressor(members, Ridge(alpha=1.0, solver="cholesky"), cv=cv).fit(x, y).predict(x)),
        "stacking_passed": first(StackingRegressor(members, Ridge(alpha=1.0, solver="cholesky"), cv=cv, passthrough=True).fit(x, y).predict(x)),
    }


def main():
    # The line search ends where rounding does, which is what is wanted here, and says so.
    warnings.filterwarnings("ignore", message="lbfgs failed to converge")
    result = {
        "versions": f"scikit-learn {sklearn.__version__}",
        "cancer": classify(*read("breast-cancer.csv", "diagnosis")),
        "iris": classify(*read("iris.csv", "species")),
        "wine": classify(*read("wine.csv", "cultivar")),
        "diabetes": regress(*read("diabetes.csv", "progression")),
    }
    (HERE / "composition.json").write_text(json.dumps(result, indent=1) + "\n")


main()
