#!/usr/bin/python3
"""Makes calibration_error.json: expected, maximum and classwise calibration errors, and Wilson's intervals.

Run: /usr/bin/python3 tests/oracles/calibration_error.py > tests/oracles/calibration_error.json
Deterministic. Bins of equal width are held against scikit-learn's calibration_curve here; Wilson's intervals are SciPy's.
"""
import json

import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve

random = np.random.default_rng(9)


def places(p, bins, mass, w):
    if not mass:
        return np.minimum((p * bins).astype(int), bins - 1)
    # Rows of equal probability together, where the middle of their weight falls.
    values, of = np.unique(p, return_inverse=True)
    own = np.bincount(of, weights=w)
    middle = np.cumsum(own) - own / 2
    return np.minimum((middle / w.sum() * bins).astype(int), bins - 1)[of]


def errors(p, y, bins, mass, w):
    at = places(p, bins, mass, w)
    total = np.bincount(at, weights=w, minlength=bins)
    gap = np.abs(np.bincount(at, weights=w * y, minlength=bins) - np.bincount(at, weights=w * p, minlength=bins))
    there = total > 0
    if not mass and np.all(w == 1):
        observed, predicted = calibration_curve(y, p, n_bins=bins)
        assert np.allclose(np.abs(observed - predicted), gap[there] / total[there])
    return float(gap.sum() / w.sum()), float((gap[there] / total[there]).max())


def case(name, truth, p, w):
    k = p.shape[1]
    result = {"name": name, "truth": truth.tolist(), "probabilities": p.ravel().tolist(), "columns": k, "weights": w.tolist(), "answers": {}}
    top = p.argmax(axis=1)
    for tag, weights in (("", np.ones(len(truth))), ("_weighted", w)):
        for mass in (False, True):
            for bins in (10, 7):
                key = f"{'mass' if mass else 'width'}_{bins}{tag}"
                own = [errors(p[:, j], (truth == j).astype(float), bins, mass, weights) for j in range(k)]
                label = errors(p[np.arange(len(truth)), top], (truth == top).astype(float), bins, mass, weights)
                result["answers"][key] = {
                    "standard": list(own[1] if k == 2 else label), "top": list(label), "classwise": float(np.mean([error for error, _ in own]))}
    return result


def main():
    cases = []
    p = random.beta(0.7, 1.1, 400)
    cases.append(case("two", (random.random(400) < p ** 1.4).astype(int), np.column_stack([1 - p, p]), random.integers(1, 4, 400).astype(float)))
    p = (random.integers(1, 14, 300) + 0.37) / 15
    cases.append(case("ties", (random.random(300) < p).astype(int), np.column_stack([1 - p, p]), random.integers(0, 3, 300).astype(float)))
    p = random.dirichlet([0.6, 0.8, 1.0, 0.3], 350)
    truth = np.array([random.choice(4, p=np.sqrt(row) / np.sqrt(row).sum()) for row in p])
    cases.append(case("four", truth, p, random.integers(1, 4, 350).astype(float)))
    wilson = [{"positives": k, "rows": n, "interval": [float(v) for v in binomtest(k, n).proportion_ci(0.95, "wilson")]} for k, n in ((0, 1), (0, 10), (3, 10), (5, 5), (1, 400), (999, 1000))]
    print(json.dumps({"versions": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}", "cases": cases, "wilson": wilson}))


main()
