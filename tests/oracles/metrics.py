"""Makes metrics.json: scikit-learn's values of every metric that Cambium.Learn has.

Run: /usr/bin/python3 tests/oracles/metrics.py > tests/oracles/metrics.json
"""
import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")
random = np.random.default_rng(6)


def plain(value):
    value = np.asarray(value, dtype=float)
    return [None if np.isnan(v) else float(v) for v in value.ravel()] if value.ndim else (None if np.isnan(value) else float(value))


def classification(name, truth, called, weights):
    scores = {}
    for tag, w in (("", None), ("_weighted_rows", weights)):
        one = {"sample_weight": w, "zero_division": 0}
        scores["accuracy" + tag] = m.accuracy_score(truth, called, sample_weight=w)
        scores["zero_one_loss" + tag] = m.zero_one_loss(truth, called, sample_weight=w)
        scores["balanced" + tag] = m.balanced_accuracy_score(truth, called, sample_weight=w)
        scores["balanced_adjusted" + tag] = m.balanced_accuracy_score(truth, called, sample_weight=w, adjusted=True)
        scores["matthews" + tag] = m.matthews_corrcoef(truth, called, sample_weight=w)
        for kind in (None, "linear", "quadratic"):
            scores[f"kappa_{kind}" + tag] = m.cohen_kappa_score(truth, called, weights=kind, sample_weight=w)
        for average in ("macro", "micro", "weighted"):
            scores[f"precision_{average}" + tag] = m.precision_score(truth, called, average=average, **one)
            scores[f"recall_{average}" + tag] = m.recall_score(truth, called, average=average, **one)
            scores[f"f1_{average}" + tag] = m.f1_score(truth, called, average=average, **one)
            scores[f"f2_{average}" + tag] = m.fbeta_score(truth, called, beta=2, average=average, **one)
            scores[f"jaccard_{average}" + tag] = m.jaccard_score(truth, called, average=average, **one)
        if len(set(truth) | set(called)) == 2:
            scores["precision" + tag] = m.precision_score(truth, called, **one)
            scores["recall" + tag] = m.recall_score(truth, called, **one)
            scores["f1" + tag] = m.f1_score(truth, called, **one)
            scores["f05" + tag] = m.fbeta_score(truth, called, beta=0.5, **one)
            scores["jaccard" + tag] = m.jaccard_score(truth, called, **one)
            plus, minus = m.class_likelihood_ratios(truth, called, sample_weight=w)
            scores["likelihood_plus" + tag] = plus
            scores["likelihood_minus" + tag] = minus
    per_class = m.precision_recall_fscore_support(truth, called, sample_weight=weights, zero_division=0)
    return {
        "name": name, "truth": truth.tolist(), "called": called.tolist(), "weights": weights.tolist(),
        "scores": {key: plain(value) for key, value in scores.items()},
        "per_class": [plain(part) for part in per_class],
        "confusion": plain(m.confusion_matrix(truth, called, sample_weight=weights)),
    }


def ranked(name, truth, scores, weights):
    answers = {}
    for tag, w in (("", None), ("_weighted_rows", weights)):
        answers["roc_auc" + tag] = m.roc_auc_score(truth, scores, sample_weight=w)
        answers["roc_auc_01" + tag] = m.roc_auc_score(truth, scores, sample_weight=w, max_fpr=0.1)
        answers["roc_auc_03" + tag] = m.roc_auc_score(truth, scores, sample_weight=w, max_fpr=0.3)
        answers["average_precision" + tag] = m.average_precision_score(truth, scores, sample_weight=w)
        answers["hinge" + tag] = m.hinge_loss(truth, 4 * scores - 2, sample_weight=w)
        answers["brier" + tag] = m.brier_score_loss(truth, scores, sample_weight=w)
        answers["log_loss" + tag] = m.log_loss(truth, scores, sample_weight=w)
    roc = m.roc_curve(truth, scores, sample_weight=weights, drop_intermediate=False)
    pr = m.precision_recall_curve(truth, scores, sample_weight=weights)
    det = m.det_curve(truth, scores, sample_weight=weights)
    return {
        "name": name, "truth": truth.tolist(), "scores": scores.tolist(), "weights": weights.tolist(),
        "answers": {key: plain(value) for key, value in answers.items()},
        "roc": [plain(roc[0]), plain(roc[1])],
        "pr": [plain(pr[1][:-1][::-1]), plain(pr[0][:-1][::-1])],
        "det": [plain(part) for part in det],
    }


def classes(name, truth, p, weights):
    k = p.shape[1]
    labels = list(range(k))
    answers = {}
    for tag, w in (("", None), ("_weighted_rows", weights)):
        for average in ("macro", "weighted", "micro"):
            answers[f"ovr_{average}" + tag] = m.roc_auc_score(truth, p, multi_class="ovr", average=average, sample_weight=w, labels=labels)
        answers["log_loss" + tag] = m.log_loss(truth, p, sample_weight=w, labels=labels)
        answers["hinge" + tag] = m.hinge_loss(truth, p, sample_weight=w, labels=labels)
        answers["top_1" + tag] = m.top_k_accuracy_score(truth, p, k=1, sample_weight=w, labels=labels)
        answers["top_2" + tag] = m.top_k_accuracy_score(truth, p, k=2, sample_weight=w, labels=labels)
    for average in ("macro", "weighted"):
        answers[f"ovo_{average}"] = m.roc_auc_score(truth, p, multi_class="ovo", average=average, labels=labels)
    return {"name": name, "truth": truth.tolist(), "scores": p.ravel().tolist(), "columns": k, "weights": weights.tolist(),
            "answers": {key: plain(value) for key, value in answers.items()}}


def regression(name, truth, predicted, weights):
    answers = {}
    positive = truth.min() > 0 and predicted.min() > 0
    for tag, w in (("", None), ("_weighted_rows", weights)):
        s = {"sample_weight": w}
        answers["mse" + tag] = m.mean_squared_error(truth, predicted, **s)
        answers["rmse" + tag] = m.mean_squared_error(truth, predicted, squared=False, **s)
        answers["mae" + tag] = m.mean_absolute_error(truth, predicted, **s)
        answers["mape" + tag] = m.mean_absolute_percentage_error(truth, predicted, **s)
        answers["median" + tag] = m.median_absolute_error(truth, predicted, **s)
        answers["r2" + tag] = m.r2_score(truth, predicted, **s)
        answers["explained_variance" + tag] = m.explained_variance_score(truth, predicted, **s)
        answers["pinball_02" + tag] = m.mean_pinball_loss(truth, predicted, alpha=0.2, **s)
        answers["d2_pinball_02" + tag] = m.d2_pinball_score(truth, predicted, alpha=0.2, **s)
        answers["d2_absolute" + tag] = m.d2_absolute_error_score(truth, predicted, **s)
        answers["tweedie_0" + tag] = m.mean_tweedie_deviance(truth, predicted, power=0, **s)
        if predicted.min() > 0:
            answers["tweedie_-1" + tag] = m.mean_tweedie_deviance(truth, predicted, power=-1, **s)
        if truth.min() >= 0 and predicted.min() > 0:
            answers["msle" + tag] = m.mean_squared_log_error(truth, predicted, **s)
            answers["poisson" + tag] = m.mean_poisson_deviance(truth, predicted, **s)
            answers["tweedie_1.5" + tag] = m.mean_tweedie_deviance(truth, predicted, power=1.5, **s)
            answers["d2_tweedie_1" + tag] = m.d2_tweedie_score(truth, predicted, power=1, **s)
        if positive:
            answers["gamma" + tag] = m.mean_gamma_deviance(truth, predicted, **s)
            answers["tweedie_3" + tag] = m.mean_tweedie_deviance(truth, predicted, power=3, **s)
            answers["d2_tweedie_2" + tag] = m.d2_tweedie_score(truth, predicted, power=2, **s)
    answers["max_error"] = m.max_error(truth, predicted)
    return {"name": name, "truth": truth.tolist(), "predicted": predicted.tolist(), "weights": weights.tolist(),
            "answers": {key: plain(value) for key, value in answers.items()}}


def ranking(name, worth, scores, weights):
    answers = {}
    for tag, w in (("", None), ("_weighted_rows", weights)):
        for k in (None, 1, 3):
            answers[f"dcg_{k}" + tag] = m.dcg_score(worth, scores, k=k, sample_weight=w)
            answers[f"ndcg_{k}" + tag] = m.ndcg_score(worth, scores, k=k, sample_weight=w)
    return {"name": name, "worth": worth.ravel().tolist(), "scores": scores.ravel().tolist(), "columns": worth.shape[1], "weights": weights.tolist(),
            "answers": {key: plain(value) for key, value in answers.items()}}


def labels(name, truth, given, scores, weights):
    answers = {}
    for tag, w in (("", None), ("_weighted_rows", weights)):
        answers["subset_accuracy" + tag] = m.accuracy_score(truth, given, sample_weight=w)
        answers["hamming" + tag] = m.hamming_loss(truth, given, sample_weight=w)
        answers["coverage" + tag] = m.coverage_error(truth, scores, sample_weight=w)
        answers["lrap" + tag] = m.label_ranking_average_precision_score(truth, scores, sample_weight=w)
        answers["ranking_loss" + tag] = m.label_ranking_loss(truth, scores, sample_weight=w)
        for average in ("macro", "micro", "weighted", "samples"):
            one = {"average": average, "sample_weight": w, "zero_division": 0}
            answers[f"precision_{average}" + tag] = m.precision_score(truth, given, **one)
            answers[f"recall_{average}" + tag] = m.recall_score(truth, given, **one)
            answers[f"f1_{average}" + tag] = m.f1_score(truth, given, **one)
            answers[f"f2_{average}" + tag] = m.fbeta_score(truth, given, beta=2, **one)
            answers[f"jaccard_{average}" + tag] = m.jaccard_score(truth, given, **one)
            if average != "samples" or ((truth.sum(axis=1) > 0) & (truth.sum(axis=1) < truth.shape[1])).all():
                answers[f"roc_auc_{average}" + tag] = m.roc_auc_score(truth, scores, average=average, sample_weight=w)
                answers[f"average_precision_{average}" + tag] = m.average_precision_score(truth, scores, average=average, sample_weight=w)
    return {"name": name, "truth": truth.ravel().astype(bool).tolist(), "given": given.ravel().astype(bool).tolist(), "scores": scores.ravel().tolist(),
            "columns": truth.shape[1], "weights": weights.tolist(), "answers": {key: plain(value) for key, value in answers.items()}}


def groups(name, truth, found):
    answers = {
        "rand": m.rand_score(truth, found), "adjusted_rand": m.adjusted_rand_score(truth, found), "mutual": m.mutual_info_score(truth, found),
        "homogeneity": m.homogeneity_score(truth, found), "completeness": m.completeness_score(truth, found),
        "v": m.v_measure_score(truth, found), "v_2": m.v_measure_score(truth, found, beta=2), "fowlkes_mallows": m.fowlkes_mallows_score(truth, found),
    }
    for mean in ("arithmetic", "geometric", "min", "max"):
        answers[f"nmi_{mean}"] = m.normalized_mutual_info_score(truth, found, average_method=mean)
        answers[f"ami_{mean}"] = m.adjusted_mutual_info_score(truth, found, average_method=mean)
    return {"name": name, "truth": truth.tolist(), "found": found.tolist(), "answers": {key: plain(value) for key, value in answers.items()},
            "pairs": m.cluster.pair_confusion_matrix(truth, found).ravel().tolist()}


def clusters(name, rows, of):
    return {"name": name, "rows": np.round(rows, 6).ravel().tolist(), "columns": rows.shape[1], "of": of.tolist(), "answers": {
        "silhouette": m.silhouette_score(np.round(rows, 6), of), "davies_bouldin": m.davies_bouldin_score(np.round(rows, 6), of),
        "calinski_harabasz": m.calinski_harabasz_score(np.round(rows, 6), of)}, "each": plain(m.silhouette_samples(np.round(rows, 6), of))}


def w(n):
    return random.integers(0, 4, n).astype(float) + np.where(random.random(n) < 0.5, 0.5, 0.0)


n = 60
two = random.integers(0, 2, n)
called = np.where(random.random(n) < 0.7, two, 1 - two)
three = random.integers(0, 3, n)
called3 = np.where(random.random(n) < 0.6, three, random.integers(0, 5, n)) * 7 - 3
smooth = np.round(np.clip(0.35 * two + 0.65 * random.random(n), 0.001, 0.999), 6)
tied = np.clip(np.round(smooth, 1), 0.05, 0.95)
p4 = np.round(random.dirichlet([1, 1, 1, 1], n), 6)
p4[:, 3] = 1 - p4[:, :3].sum(axis=1)
t4 = np.array([random.choice(4, p=0.6 * row + 0.1) for row in p4])
p4t = np.round(p4, 1) + 0.1
p4t /= p4t.sum(axis=1, keepdims=True)
y = np.round(random.gamma(2, 2, n) + 0.1, 6)
counts = random.poisson(1.5, n).astype(float)
noisy = np.round(random.normal(size=n), 6)
worth = random.integers(0, 4, (12, 6)).astype(float)
worth[3] = 0
multi = (random.random((20, 4)) < 0.4).astype(int)
inner = multi.copy()
inner[inner.sum(axis=1) == 0, 1] = 1
inner[inner.sum(axis=1) == 4, 2] = 0
given = np.where(random.random((20, 4)) < 0.75, multi, 1 - multi)
label_scores = np.round(random.random((20, 4)), 3)
g = random.integers(0, 4, n)
h = np.where(random.random(n) < 0.6, g, random.integers(0, 5, n))
points = random.normal(size=(n, 3)) + g[:, None]

json.dump({
    "made_by": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
    "classification": [classification("two", two, called, w(n)), classification("several, not all of them true", three * 7 - 3, called3, w(n)),
                       classification("none called positive", two, np.zeros(n, int), w(n))],
    "ranked": [ranked("smooth", two, smooth, w(n)), ranked("tied", two, tied, w(n))],
    "classes": [classes("four", t4, p4, w(n)), classes("four, tied", t4, p4t, w(n))],
    "regression": [regression("positive", y, np.round(y * random.gamma(20, 0.05, n), 6), w(n)), regression("counts", counts, np.round(counts * 0.5 + 0.7 + 0.2 * random.random(n), 6), w(n)),
                   regression("noisy", noisy, np.round(noisy + 0.5 * random.normal(size=n) + 0.3, 6), w(n))],
    "ranking": [ranking("smooth", worth, np.round(random.random((12, 6)), 4), w(12)), ranking("tied", worth, np.round(random.random((12, 6)), 1), w(12)),
                ranking("all tied", worth, np.zeros((12, 6)), w(12))],
    "labels": [labels("smooth", multi, given, label_scores, w(20)), labels("tied", inner, given, np.round(label_scores, 1), w(20))],
    "groups": [groups("alike", g, h), groups("by chance", g, random.integers(0, 6, n)), groups("one found", g, np.zeros(n, int)), groups("equal", g, g + 3)],
    "clusters": [clusters("four", points, g), clusters("one alone", points[:20], np.r_[np.zeros(9, int), np.ones(10, int), 2])],
}, sys.stdout, separators=(",", ":"))
