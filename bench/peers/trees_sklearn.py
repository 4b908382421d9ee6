"""scikit-learn's HistGradientBoostingClassifier: 100 rounds of trees of 31 leaves. Usage: trees_sklearn.py FOLDER SEED WORK

Timed: fit, from the float64 array.
"""

import measure
import trees

import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier

x, y = trees.part("train")

model = HistGradientBoostingClassifier(
    max_iter=100, max_leaf_nodes=31, max_bins=255, learning_rate=0.1, l2_regularization=1.0, min_samples_leaf=20,
    early_stopping=False, random_state=trees.seed, categorical_features=trees.is_category or None)
_, timing = measure.timed(lambda: model.fit(x, y))

test_x, test_y = trees.part("test")
probabilities = model.predict_proba(test_x)
trees.report(
    "scikit-learn HistGradientBoosting", f"scikit-learn {sklearn.__version__}", timing, probabilities[:, 1] if trees.classes == 2 else probabilities, test_y)
