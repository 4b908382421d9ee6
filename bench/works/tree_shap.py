"""SHAP values of 10,000 rows of 30 columns by 500 trees of 31 leaves that xgboost grew; both sides explain the same trees, path-dependent."""

from works.shap import same_magnitudes, write_trees

TITLE = "SHAP values: 500 trees of 31 leaves, 10,000 x 30"
NEEDS = ["xgboost"]
PEERS = [["shap_xgboost.py", "values"]]
GOALS = {"xgboost pred_contribs": 0.5}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    write_trees(folder, "tree-shap", 500, int(10_000 * scale))


check = same_magnitudes
