"""A linear support vector machine on the TF-IDF of 20,000 short texts of four topics, to the same tolerance."""

import json

import numpy as np

from works.checks import CAMBIUM, verdict

TITLE = "Linear SVM: TF-IDF of 20,000 short texts, 4 topics, squared hinge, C = 1, tolerance 1e-4"
NEEDS = ["sklearn"]
PEERS = [["linear_svm_text_sklearn.py"]]
GOALS = {"scikit-learn LinearSVC": 0.5}
SEEDED = False
GROWTH = 1
OBJECTIVE_MARGIN = 1e-4


def write(folder, scale):
    """Texts of 8 to 40 words: Zipf-like draws from 30,000 words, a third of them from the topic's own."""
    texts, words, topics = int(20_000 * scale), 30_000, 4
    rng = np.random.default_rng(1_003)
    topic = rng.integers(0, topics, texts)
    lengths = rng.integers(8, 41, texts)
    row = np.repeat(np.arange(texts), lengths)
    common = np.minimum((words ** rng.random(len(row))).astype(np.int64), words - 1)
    own = rng.random(len(row)) < 1 / 3
    # A topic's own words are every fourth; some texts say little that is their own.
    common[own] = common[own] // topics * topics + topic[row[own]]
    counts = np.unique(row * words + np.minimum(common, words - 1), return_counts=True)
    row, column, count = counts[0] // words, counts[0] % words, counts[1].astype(np.float64)
    seen = np.bincount(column, minlength=words)
    value = count * (np.log((1 + texts) / (1 + seen[column])) + 1)
    value /= np.sqrt(np.bincount(row, weights=value * value, minlength=texts))[row]
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=texts))])
    # A tenth of the labels is wrong, as labels are.
    wrong = rng.random(texts) < 0.1
    topic[wrong] = rng.integers(0, topics, wrong.sum())
    starts.astype("<i4").tofile(folder / "linear-svm-text-starts.i32")
    column.astype("<i4").tofile(folder / "linear-svm-text-indices.i32")
    value.astype("<f8").tofile(folder / "linear-svm-text-values.f64")
    topic.astype("<i4").tofile(folder / "linear-svm-text-topics.i32")
    (folder / "linear-svm-text.json").write_text(json.dumps({"rows": texts, "columns": words}) + "\n")


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    text.append("| | objective, topic by topic | passes | Cambium's is no higher than by " + f"{OBJECTIVE_MARGIN:.0e} of it |")
    text.append("| --- | --- | ---: | --- |")
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        row = f"| {peer} | {', '.join(f'{value:.6f}' for value in theirs['objectives'])} | {theirs['iterations']} |"
        if peer == CAMBIUM:
            text.append(row + " |")
            continue
        reached = all(a <= b * (1 + OBJECTIVE_MARGIN) for a, b in zip(ours["objectives"], theirs["objectives"], strict=True))
        text.append(row + f" {verdict(reached)} |")
        if not reached:
            problems.append(f"objectives: Cambium has {ours['objectives']}, {peer} {theirs['objectives']}")
    return text, problems
