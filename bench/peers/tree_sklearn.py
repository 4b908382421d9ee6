"""scikit-learn's DecisionTreeClassifier, fully grown. Usage: tree_sklearn.py FOLDER SEED

Timed: fit, from the float64 array.
"""

import measure

import sklearn
from sklearn.tree import DecisionTreeClassifier

folder, seed = measure.data()
x, y = measure.matrix(folder, "decision-tree")

model, timing = measure.timed(lambda: DecisionTreeClassifier(random_state=seed).fit(x, y))

measure.report(
    "decision-tree", "scikit-learn DecisionTree", f"scikit-learn {sklearn.__version__}", timing,
    leaves=int(model.get_n_leaves()), depth=int(model.get_depth()), accuracy=float(model.score(x, y)))
