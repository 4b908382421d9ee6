"""What the scripts of boosted trees share: the work's name, its data, and the score of the held-out rows."""

import json
import sys

import measure

import numpy as np

folder, seed = measure.data()
work = sys.argv[3]


def part(name):
    return measure.matrix(folder, f"{work}-{seed}-{name}")


facts = json.loads((folder / f"{work}-{seed}-train.json").read_text())
classes = facts.get("classes", 2)
levels = facts.get("levels", [])
is_category = [count > 0 for count in levels]


def report(peer, version, timing, probabilities, y):
    """Two classes: the probability of the second, judged by AUC; more: n x k, judged by log loss."""
    from sklearn.metrics import log_loss, roc_auc_score

    if classes == 2:
        measure.report(work, peer, version, timing, auc=roc_auc_score(y, probabilities), seed=seed)
    else:
        probabilities = probabilities.astype(float)
        score = log_loss(y, probabilities / probabilities.sum(axis=1, keepdims=True), labels=np.arange(classes))
        measure.report(work, peer, version, timing, log_loss=score, seed=seed)
