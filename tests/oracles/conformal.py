#!/usr/bin/python3
"""Writes conformal.json beside it: conformal intervals and sets by their definitions, in NumPy.

Deterministic. Nothing is fitted: the answers of each part's learners are drawn, as the definitions do not care where they come from. An interval is that of Romano, Patterson and Candes 2019
(score max(low - y, y - high), divided by a size), between the floor(alpha (n + 1))-th smallest of low_k(x) - size_k(x) R_i and the ceil((1 - alpha)(n + 1))-th smallest of high_k(x) + size_k(x) R_i
(Barber, Candes, Ramdas, Tibshirani 2021), with k the part that row i was left out of. A set has each class y with #{i: S_i < s_k(x, y)} < (1 - alpha)(n + 1) (Romano, Sesia, Candes 2020).
"""

import json
import math
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ROWS, TEST, CLASSES = 60, 12, 4


def interval(low, high, size, scores, part, coverage):
    """Ends for one new row by each part's low, high and size."""
    n = len(scores)
    down = np.sort(low[part] - size[part] * scores)
    up = np.sort(high[part] + size[part] * scores)
    rank = math.ceil(round(coverage * (n + 1), 9))
    return down[n - rank], up[rank - 1]


def class_scores(p, kind, penalty, free):
    """The score of each class of one row."""
    if kind == "probability":
        return 1 - p
    order = np.argsort(-p, kind="stable")
    scores = np.empty(len(p))
    scores[order] = np.cumsum(p[order]) + penalty * np.maximum(0, np.arange(1, len(p) + 1) - free)
    return scores


def intervals(rng, parts, coverage, scaled, quantiles):
    part = rng.integers(0, parts, ROWS)
    y = rng.normal(size=ROWS)
    low = rng.normal(size=ROWS) * 0.5
    high = low + (np.abs(rng.normal(size=ROWS)) if quantiles else 0)
    size = 0.2 + rng.random(ROWS) if scaled else np.ones(ROWS)
    scores = np.maximum(low - y, y - high) / size
    new_low = rng.normal(size=(TEST, parts))
    new_high = new_low + (np.abs(rng.normal(size=(TEST, parts))) if quantiles else 0)
    new_size = 0.2 + rng.random((TEST, parts)) if scaled else np.ones((TEST, parts))
    ends = [interval(new_low[i], new_high[i], new_size[i], scores, part, coverage) for i in range(TEST)]
    return {
        "coverage": coverage, "part": part.tolist(), "y": y.tolist(), "low": low.tolist(), "high": high.tolist(), "size": size.tolist(),
        "new_low": new_low.tolist(), "new_high": new_high.tolist(), "new_size": new_size.tolist(),
        "lower": [float(a) for a, _ in ends], "upper": [float(b) for _, b in ends],
    }


def sets(rng, parts, coverage, kind, penalty=0.0, free=1):
    part = rng.integers(0, parts, ROWS)
    # Sixteenths, so that probabilities tie.
    draw = lambda shape: np.array([rng.multinomial(16, a) / 16 for a in rng.dirichlet(np.ones(CLASSES), int(np.prod(shape)))]).reshape(*shape, CLASSES)
    p, new = draw((ROWS,)), draw((TEST, parts))
    y = np.array([rng.choice(CLASSES, p=row) for row in p])
    scores = np.array([class_scores(p[i], kind, penalty, free)[y[i]] for i in range(ROWS)])
    inside = [[bool(sum(scores[i] < class_scores(new[t][part[i]], kind, penalty, free)[c] for i in range(ROWS)) < round(coverage * (ROWS + 1), 9)) for c in range(CLASSES)] for t in range(TEST)]
    return {
        "coverage": coverage, "kind": kind, "penalty": penalty, "free": free, "part": part.tolist(), "probabilities": p.tolist(), "y": y.tolist(), "new": new.tolist(), "inside": inside,
    }


def main():
    rng = np.random.default_rng(20261123)
    result = {"versions": f"NumPy {np.__version__}", "intervals": {}, "sets": {}}
    for parts in (1, 5):
        for name, scaled, quantiles in (("residual", False, False), ("scaled", True, False), ("quantile", False, True)):
            result["intervals"][f"{name} {parts}"] = intervals(rng, parts, 0.9 if parts == 1 else 0.75, scaled, quantiles)
        for name, kind, penalty, free in (("lac", "probability", 0.0, 1), ("aps", "cumulative", 0.0, 1), ("raps", "cumulative", 0.1, 2)):
            result["sets"][f"{name} {parts}"] = sets(rng, parts, 0.6, kind, penalty, free)
    (HERE / "conformal.json").write_text(json.dumps(result, indent=1) + "\n")


main()
