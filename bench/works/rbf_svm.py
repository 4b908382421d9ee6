"""A support vector classifier with the RBF kernel on 10,000 rows of 20 columns, to a violation of 1e-3."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import write_matrix

TITLE = "Support vector classifier, RBF kernel, C = 1: 10,000 x 20, to a violation of 1e-3"
NEEDS = ["sklearn"]
PEERS = [["rbf_svm_sklearn.py"]]
GOALS = {"scikit-learn SVC": 0.5}
SEEDED = False
GROWTH = 2
# Both stop within 1e-3 of the optimum's conditions, so that objectives differ by some 1e-5 of themselves and decisions by some 1e-3.
OBJECTIVE_MARGIN = 1e-4
DECISION_MARGIN = 1e-2


def write(folder, scale):
    """Waves, a product and a square decide, with noise."""
    rows, columns = int(10_000 * scale), 20
    rng = np.random.default_rng(1_020)
    x = rng.standard_normal((rows, columns))
    score = np.sin(2 * x[:, 0]) + x[:, 1] * x[:, 2] + 0.5 * x[:, 3] ** 2 - 0.5 + 0.3 * x[:, 4:8].sum(axis=1) + 0.5 * rng.standard_normal(rows)
    write_matrix(folder, "rbf-svm", x, (score > 0).astype(np.float64))


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    text.append("| | objective (lower is better) | support vectors | steps | largest difference of a decision from Cambium's |")
    text.append("| --- | ---: | ---: | ---: | --- |")
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        row = f"| {peer} | {theirs['objective']:.6f} | {theirs['support_vectors']} | {theirs['iterations']} |"
        if peer == CAMBIUM:
            text.append(row + " |")
            continue
        apart = max(abs(a - b) for a, b in zip(ours["decisions"], theirs["decisions"], strict=True))
        text.append(row + f" {apart:.1e}, goal {DECISION_MARGIN:.0e}: {verdict(apart <= DECISION_MARGIN)} |")
        worse = (ours["objective"] - theirs["objective"]) / abs(theirs["objective"])
        if worse > OBJECTIVE_MARGIN:
            problems.append(f"Cambium's objective is {worse:.1e} above that of {peer}")
        if apart > DECISION_MARGIN:
            problems.append(f"a decision is {apart:.1e} away from that of {peer}")
    return text, problems
