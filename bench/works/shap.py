"""What the works of SHAP values share: trees that xgboost grew, which both sides explain."""

import os

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import chained, write_matrix

# xgboost adds up hundreds of numbers in single precision.
MARGIN = 1e-4


def write_trees(folder, name, trees, rows):
    """20,000 rows to grow trees on, and those to explain; values of single precision, as xgboost holds them."""
    os.environ["OMP_NUM_THREADS"] = "2"
    import xgboost

    rng = np.random.default_rng(trees)
    train = 20_000
    x = chained(rng, train + rows, 30, 0.4).astype(np.float32)
    y = x[:, 0] * x[:, 1] + np.sin(3 * x[:, 2]) + np.where(x[:, 3] > 0.3, x[:, 4], -x[:, 5]) + 0.5 * x[:, 6:12].sum(axis=1) + rng.standard_normal(train + rows)
    settings = {
        "objective": "reg:squarederror", "base_score": 0.0, "tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0, "eta": 0.1, "nthread": 2,
        "min_child_weight": 20,
    }
    booster = xgboost.train(settings, xgboost.DMatrix(x[:train], label=y[:train]), num_boost_round=trees)
    booster.save_model(folder / f"{name}-model.json")
    write_matrix(folder, name, x[train:].astype(np.float64), y[train:].astype(np.float64))


def same_magnitudes(by_peer):
    """The mean magnitudes of the values, one a column or pair of columns."""
    text, problems = [], []
    ours = np.array(by_peer[CAMBIUM][0]["metric"]["magnitudes"])
    for peer, lines in by_peer.items():
        theirs = np.array(lines[0]["metric"]["magnitudes"])
        apart = float(np.abs(ours - theirs).max() / theirs.max())
        rest = lines[0]["metric"]["rest"]
        text.append(f"{peer}: {len(theirs)} mean magnitudes, at most {apart:.1e} of the largest apart from Cambium's ({verdict(apart <= MARGIN)}); values and answers differ by at most {rest:.1e}.")
        if apart > MARGIN:
            problems.append(f"{peer}'s values differ from Cambium's by {apart} of the largest")
    return text, problems
