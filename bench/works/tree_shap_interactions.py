"""SHAP interaction values of 1,000 rows of 30 columns by 100 trees of 31 leaves that xgboost grew; both sides explain the same trees, path-dependent."""

from works.shap import same_magnitudes, write_trees

TITLE = "SHAP interactions: 100 trees of 31 leaves, 1,000 x 30"
NEEDS = ["xgboost"]
PEERS = [["shap_xgboost.py", "interactions"]]
GOALS = {"xgboost pred_interactions": 0.3}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    write_trees(folder, "tree-shap-interactions", 100, int(1_000 * scale))


check = same_magnitudes
