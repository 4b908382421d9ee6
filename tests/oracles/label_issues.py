#!/usr/bin/python3
"""Writes label_issues.json beside it: thresholds, confident joint, noise and doubtful rows (prune by noise rate) of given probabilities, by NumPy, as Northcutt, Jiang and Chuang (2021) define them.

Deterministic. Of case c with k classes and n rows, row i is labelled (i * i + i // 3) % k, and its raw score of class j is |sin(i + 1.3 j + c)| + (1.5 where j is the label, but for every 7th row (j + 1) % k);
probabilities are raw scores over their sum.
"""

import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent


def case(c, n, k):
    i = np.arange(n)
    label = (i * i + i // 3) % k
    raw = np.abs(np.sin(i[:, None] + 1.3 * np.arange(k)[None, :] + c))
    towards = np.where(i % 7 == 0, (label + 1) % k, label)
    raw[i, towards] += 1.5
    p = raw / raw.sum(axis=1, keepdims=True)
    thresholds = np.array([p[label == j, j].mean() for j in range(k)])
    confident = np.where(p >= thresholds, p, -np.inf)
    truth = np.where(np.isfinite(confident.max(axis=1)), confident.argmax(axis=1), -1)
    counts = np.zeros((k, k))
    np.add.at(counts, (label[truth >= 0], truth[truth >= 0]), 1)
    of_label = np.bincount(label, minlength=k)
    joint = counts / counts.sum(axis=1, keepdims=True) * of_label[:, None]
    joint /= joint.sum()
    others = p.copy()
    others[i, label] = -np.inf
    doubt = others.max(axis=1) - p[i, label]
    issues = set()
    for given in range(k):
        for true in range(k):
            if given != true:
                margin = p[:, true] - p[:, given]
                rows = sorted((r for r in range(n) if label[r] == given), key=lambda r: (-margin[r], r))
                issues |= {r for r in rows[: round(n * joint[given, true])] if margin[r] > 0}
    issues = sorted(issues, key=lambda r: (-doubt[r], r))
    return {
        "n": n, "k": k, "c": c, "thresholds": thresholds.tolist(), "joint": joint.ravel().tolist(), "expected": float(n * (1 - np.trace(joint))),
        "wrong": (1 - np.diag(joint) / joint.sum(axis=1)).tolist(), "missed": (1 - np.diag(joint) / joint.sum(axis=0)).tolist(),
        "rows": issues, "suggested": others.argmax(axis=1)[issues].tolist(), "doubt": doubt[issues].tolist(),
    }


result = {"versions": f"NumPy {np.__version__}", "cases": [case(0, 120, 2), case(1, 150, 3), case(2, 200, 5)]}
(HERE / "label_issues.json").write_text(json.dumps(result, indent=1) + "\n")
