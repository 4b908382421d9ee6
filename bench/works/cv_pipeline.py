"""5-fold cross-validation of a pipeline of 12 steps on 50,000 rows of 14 numbers and 6 categories, some of them missing."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import sigmoid

TITLE = "5-fold cross-validation of a 12-step mixed pipeline: 50,000 x 20"
NEEDS = ["sklearn", "pandas"]
PEERS = [["cv_pipeline_sklearn.py"]]
GOALS = {"scikit-learn Pipeline": 0.4}
SEEDED = False
GROWTH = 1
# The folds are the same; searches for a power and for weights end at their own tolerances.
MARGIN = 1e-3


def write(folder, scale):
    """Columns n0 to n13, the last four skewed, c0 to c3 of 3 to 12 levels, c4 and c5 of 60; a twentieth of the cells is empty. The fold of each row stands in its own column."""
    rows = int(50_000 * scale)
    rng = np.random.default_rng(6_100)
    numbers = rng.standard_normal((rows, 14))
    numbers[:, 10:] = np.exp(numbers[:, 10:])
    levels = [3, 5, 8, 12, 60, 60]
    codes = np.stack([np.minimum((count * rng.random(rows) ** 1.5).astype(int), count - 1) for count in levels], axis=1)
    effects = sum(rng.standard_normal(count)[codes[:, place]] * 0.5 for place, count in enumerate(levels))
    linear = numbers[:, :10] @ (rng.standard_normal(10) * 0.3) + np.log(numbers[:, 10:]) @ (rng.standard_normal(4) * 0.3) + effects
    y = rng.random(rows) < sigmoid(linear - 0.5)
    fold = rng.permutation(rows) % 5
    empty = rng.random((rows, 20)) < 0.05
    with open(folder / "cv_pipeline.csv", "w", encoding="utf-8") as out:
        out.write(",".join([*(f"n{i}" for i in range(14)), *(f"c{i}" for i in range(6)), "fold", "y"]) + "\n")
        for row in range(rows):
            cells = [f"{value:.6g}" for value in numbers[row]] + [f"level{code:02d}" for code in codes[row]]
            cells = ["" if missing else cell for cell, missing in zip(cells, empty[row])]
            out.write(",".join(cells) + f",{fold[row]},{'yes' if y[row] else 'no'}\n")


def check(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        for name in ("roc_auc", "log_loss"):
            apart = abs(theirs[name] - ours[name])
            text.append(f"{peer}: mean {name} {theirs[name]:.6f} (at most {MARGIN} apart): {verdict(apart <= MARGIN)}.")
            if apart > MARGIN:
                problems.append(f"{name}: {peer} has {theirs[name]}, Cambium {ours[name]}")
    return text, problems
