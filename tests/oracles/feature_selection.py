"""Writes feature_selection.json beside it: scikit-learn's univariate scores, their p-values, and what its rules keep.

Deterministic up to the noise of 1e-10 that scikit-learn adds before it looks for neighbours. Needs Debian's python3-sklearn.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.feature_selection import SelectFdr, SelectFpr, SelectFwe, VarianceThreshold, chi2, f_classif, f_regression, mutual_info_classif, mutual_info_regression

HERE = pathlib.Path(__file__).parent
ROWS = 200

# Columns that the tests compute by the same formulas.
i = np.arange(ROWS)
x = np.column_stack([np.sin(i * 1.7) * 3 + i / 50, np.cos(i * 0.9) * 2, np.sin(i * 0.31) + i % 7 / 5, i * 0.61803398875 % 1.0])
classes = np.where(i % 6 == 0, 2, np.where(i < 100, 0, 1))
numbers = x[:, 0] * 2 + np.sin(i * 2.1) + x[:, 2] ** 2
counts = np.column_stack([i % 5, (i // 100) * 3 + i % 2, i % 6])
levels = np.where(i % 3 == 0, 0, i // 70)

# Columns that go with the classes more and more weakly, so that the rules part.
weak = np.column_stack([np.sin(i * (1.1 + 0.37 * j)) + (classes == 1) * (0.55 / (1 + 0.35 * j)) for j in range(12)])

values = {
    "made_with": f"scikit-learn {sklearn.__version__}",
    "variances": VarianceThreshold().fit(x).variances_.tolist(),
    "f_classes": f_classif(x, classes)[0].tolist(),
    "f_numbers": f_regression(x, numbers)[0].tolist(),
    "chi2": chi2(counts, classes)[0].tolist(),
    "mutual_classes": mutual_info_classif(x, classes, random_state=0).tolist(),
    "mutual_numbers": mutual_info_regression(x, numbers, random_state=0).tolist(),
    "mutual_levels_classes": mutual_info_classif(levels[:, None], classes, discrete_features=True).tolist(),
    "mutual_levels_numbers": mutual_info_regression(levels[:, None], numbers, discrete_features=True, random_state=0).tolist(),
    "f_classes_chances": f_classif(x, classes)[1].tolist(),
    "f_numbers_chances": f_regression(x, numbers)[1].tolist(),
    "chi2_chances": chi2(counts, classes)[1].tolist(),
    "weak_chances": f_classif(weak, classes)[1].tolist(),
    "fpr": SelectFpr(f_classif, alpha=0.05).fit(weak, classes).get_support().tolist(),
    "fdr": SelectFdr(f_classif, alpha=0.05).fit(weak, classes).get_support().tolist(),
    "fwe": SelectFwe(f_classif, alpha=0.05).fit(weak, classes).get_support().tolist(),
}
(HERE / "feature_selection.json").write_text(json.dumps(values, indent=1) + "\n")
