"""imbalanced-learn's SMOTE. Usage: smote_imblearn.py FOLDER SEED

Timed: fit_resample, from the float64 array.
"""

import measure

import imblearn
from imblearn.over_sampling import SMOTE

folder, seed = measure.data()
x, y = measure.matrix(folder, "smote")
step = SMOTE(random_state=seed, k_neighbors=5, n_jobs=measure.THREADS)

(made, _), timing = measure.timed(lambda: step.fit_resample(x, y))

measure.report("smote", "imbalanced-learn", f"imbalanced-learn {imblearn.__version__}", timing, rows=len(made), mean=float(made[len(x):].mean()))
