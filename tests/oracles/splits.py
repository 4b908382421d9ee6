#!/usr/bin/python3
"""Writes splits.json beside it: the splits that scikit-learn makes where nothing in them is random.

Deterministic. Needs Debian's python3-sklearn. Groups differ in size, and in how unevenly their classes spread, so that no tie is left to the order of sorting.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.model_selection import GroupKFold, KFold, LeaveOneGroupOut, PredefinedSplit, StratifiedGroupKFold, TimeSeriesSplit

HERE = pathlib.Path(__file__).resolve().parent
rng = np.random.default_rng(11)


def plain(splitter, n, y=None, groups=None):
    return [{"train": train.tolist(), "test": test.tolist()} for train, test in splitter.split(np.zeros((n, 1)), y, groups)]


series = []
for n, folds, test, most, gap in [(30, 5, None, None, 0), (31, 4, None, None, 0), (40, 3, 6, None, 2), (40, 3, 6, 9, 2), (25, 2, None, 4, 5), (12, 6, 1, None, 5)]:
    series.append({"rows": n, "folds": folds, "test": test or 0, "most": most or 0, "gap": gap,
                   "splits": plain(TimeSeriesSplit(folds, max_train_size=most, test_size=test, gap=gap), n)})

sizes = rng.permutation(np.arange(5, 24))
groups = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
n = len(groups)
# Each group has its own share of classes; the deviations of its counts are checked to differ.
y = np.array([int(rng.random() < 0.1 + 0.035 * group) + int(rng.random() < 0.15) for group in groups])
counts = np.array([[np.sum((groups == group) & (y == label)) for label in range(3)] for group in range(len(sizes))])


def distinct(values):
    return len(np.unique(np.round(values, 9))) == len(values)


# Where two groups are alike in deviation, a row of one gets another class, until all differ.
while not distinct(counts.std(axis=1)):
    deviations = np.round(counts.std(axis=1), 9)
    twin = rng.choice([group for group in range(len(sizes)) if np.sum(deviations == deviations[group]) > 1])
    rows = np.flatnonzero(groups == twin)
    y[rows[rng.integers(len(rows))]] = rng.integers(3)
    counts = np.array([[np.sum((groups == group) & (y == label)) for label in range(3)] for group in range(len(sizes))])

folds = rng.integers(-1, 4, 50)
oracle = {
    "sklearn_version": sklearn.__version__,
    "time_series": series,
    "k_fold": [{"rows": n, "folds": k, "splits": plain(KFold(k), n)} for n, k in [(10, 3), (12, 4), (7, 7)]],
    "groups": groups.tolist(),
    "y": y.tolist(),
    "group_k_fold": [{"folds": k, "splits": plain(GroupKFold(k), n, y, groups)} for k in (2, 5)],
    "leave_one_group_out": plain(LeaveOneGroupOut(), n, y, groups),
    "stratified_group_k_fold": [{"folds": k, "splits": plain(StratifiedGroupKFold(k), n, y, groups)} for k in (2, 3, 5)],
    "folds": folds.tolist(),
    "predefined": plain(PredefinedSplit(folds), 50),
}
(HERE / "splits.json").write_text(json.dumps(oracle) + "\n")
