"""scikit-learn's RandomForestClassifier: 100 fully grown trees. Usage: forest_sklearn.py FOLDER SEED

Timed: fit, from the float64 array.
"""

import measure

import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

folder, seed = measure.data()
x, y = measure.matrix(folder, f"random-forest-{seed}-train")

model, timing = measure.timed(lambda: RandomForestClassifier(100, n_jobs=measure.THREADS, random_state=seed).fit(x, y))

test_x, test_y = measure.matrix(folder, f"random-forest-{seed}-test")
auc = roc_auc_score(test_y, model.predict_proba(test_x)[:, 1])
measure.report(
    "random-forest", "scikit-learn RandomForest", f"scikit-learn {sklearn.__version__}", timing, auc=auc, seed=seed)
