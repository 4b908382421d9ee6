"""Makes learn_metrics.json: scores and steps of scikit-learn that Cambium.Learn must reproduce.

Run: /usr/bin/python3 tests/oracles/learn_metrics.py > tests/oracles/learn_metrics.json
"""
import json
import sys

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.impute import SimpleImputer

random = np.random.default_rng(7)


def binary(name, truth, positive):
    truth = np.asarray(truth)
    positive = np.asarray(positive, dtype=float)
    both = np.column_stack([1 - positive, positive])
    called = both.argmax(axis=1)
    fpr, tpr, thresholds = metrics.roc_curve(truth, positive, drop_intermediate=False)
    precision, recall, falling = metrics.precision_recall_curve(truth, positive)
    return {
        "name": name,
        "classes": 2,
        "truth": truth.tolist(),
        "probabilities": both.ravel().tolist(),
        "scores": {
            "roc_auc": metrics.roc_auc_score(truth, positive),
            "accuracy": metrics.accuracy_score(truth, called),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, called),
            "precision": metrics.precision_score(truth, called, zero_division=0),
            "recall": metrics.recall_score(truth, called),
            "f1": metrics.f1_score(truth, called),
            "pr_auc": metrics.average_precision_score(truth, positive),
            "log_loss": metrics.log_loss(truth, both, labels=[0, 1]),
            "brier": metrics.brier_score_loss(truth, positive),
        },
        "confusion": metrics.confusion_matrix(truth, called, labels=[0, 1]).ravel().tolist(),
        # The first threshold of scikit-learn 1.2 is the highest score plus 1; Cambium's is infinite.
        "roc": [[x, y] for x, y in zip(fpr.tolist(), tpr.tolist())],
        # scikit-learn lists rising thresholds and appends the point (0, 1), which no threshold has.
        "precision_recall": [[x, y, t] for x, y, t in zip(recall[:-1][::-1].tolist(), precision[:-1][::-1].tolist(), falling[::-1].tolist())],
    }


def several(name, truth, probabilities):
    truth = np.asarray(truth)
    probabilities = np.asarray(probabilities)
    k = probabilities.shape[1]
    called = probabilities.argmax(axis=1)
    onehot = np.eye(k)[truth]
    return {
        "name": name,
        "classes": k,
        "truth": truth.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "scores": {
            "roc_auc": metrics.roc_auc_score(onehot, probabilities, average="macro"),
            "accuracy": metrics.accuracy_score(truth, called),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, called),
            "precision": metrics.precision_score(truth, called, average="macro", zero_division=0),
            "recall": metrics.recall_score(truth, called, average="macro", zero_division=0),
            "f1": metrics.f1_score(truth, called, average="macro", zero_division=0),
            "pr_auc": metrics.average_precision_score(onehot, probabilities, average="macro"),
            "log_loss": metrics.log_loss(truth, probabilities, labels=list(range(k))),
            "brier": float(((probabilities - onehot) ** 2).sum(axis=1).mean()),
        },
        "confusion": metrics.confusion_matrix(truth, called, labels=list(range(k))).ravel().tolist(),
        "roc": [],
        "precision_recall": [],
    }


def regression(name, truth, predicted):
    return {
        "name": name,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "scores": {
            "rmse": float(np.sqrt(metrics.mean_squared_error(truth, predicted))),
            "mae": metrics.mean_absolute_error(truth, predicted),
            "r2": metrics.r2_score(truth, predicted),
        },
    }


truth = random.integers(0, 2, 200)
smooth = np.clip(0.3 * truth + 0.7 * random.random(200), 0, 1)
rare = (random.random(150) < 0.06).astype(int)
three = random.dirichlet([1, 1, 1], 180)
three_truth = np.array([random.choice(3, p=0.6 * row + 0.4 / 3) for row in three])
tied_three = np.round(three, 1) + 0.05
tied_three /= tied_three.sum(axis=1, keepdims=True)

x = random.normal(3, 2, 60)
x[::7] = np.nan
y = random.normal(size=120)

json.dump(
    {
        "made_by": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "classification": [
            binary("no ties", truth, smooth),
            binary("many ties", truth, np.round(smooth, 1)),
            binary("all tied", truth, np.full(200, 0.5)),
            binary("rare positives", rare, np.round(np.clip(0.1 * rare + 0.4 * random.random(150), 0, 1), 2)),
            binary("sure and sometimes wrong", [0, 1, 1, 0, 1], [0.0, 1.0, 0.0, 1.0, 1.0]),
            several("three classes", three_truth, three),
            several("three classes with ties", three_truth, tied_three),
        ],
        "regression": [
            regression("noisy", y, y + random.normal(scale=0.3, size=120)),
            regression("worse than the mean", y, -y),
        ],
        "steps": {
            "x": [None if np.isnan(value) else value for value in x],
            "standardized": [None if np.isnan(value) else value for value in StandardScaler().fit_transform(x[:, None])[:, 0]],
            "median": SimpleImputer(strategy="median").fit_transform(x[:, None])[:, 0].tolist(),
            "mean": SimpleImputer(strategy="mean").fit_transform(x[:, None])[:, 0].tolist(),
            "category": list("bacabcca"),
            "one_hot": OneHotEncoder(sparse_output=False).fit_transform(np.array(list("bacabcca"))[:, None]).T.tolist(),
        },
    },
    sys.stdout,
    indent=1,
)
