"""Writes imputing.json beside it: gaps filled by scikit-learn's imputers.

Deterministic. Needs Debian's python3-sklearn.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer
from sklearn.linear_model import Ridge

HERE = pathlib.Path(__file__).parent
ROWS = 160
warnings.filterwarnings("ignore", category=sklearn.exceptions.ConvergenceWarning)

# The tests make the same table: five columns that go together, the last without gaps; in the training rows one row in four has some.
i = np.arange(ROWS)
hidden = np.sin(i * 0.37) * 3 + i * 0.01
x = np.column_stack([
    2 * hidden + np.cos(i * 1.7), 5 - hidden + 0.3 * np.sin(i * 2.9), (i * 31 % 17) * 0.5 + 0.2 * hidden, 40 + 10 * np.cos(i * 0.11) + hidden, hidden * 0.5 + (i * 13 % 7),
])
for column, (step, rest) in enumerate([(7, 3), (11, 5), (5, 1), (13, 3)]):
    x[i % step == rest, column] = np.nan
x[50, :4] = np.nan
train, test = x[:120], x[120:]


def listed(values):
    return np.ravel(values).tolist()


def iterative(**settings):
    model = IterativeImputer(random_state=0, **settings).fit(train)
    return {"train": listed(model.transform(train)), "test": listed(model.transform(test)), "rounds": model.n_iter_}


oracle = {
    "scikit_learn": sklearn.__version__,
    "simple": {strategy: listed(SimpleImputer(strategy=strategy).fit(train).transform(test)) for strategy in ["mean", "median", "most_frequent"]},
    "nearest": {
        f"{weights}_{k}": {"train": listed(KNNImputer(n_neighbors=k, weights=weights).fit_transform(train)), "test": listed(KNNImputer(n_neighbors=k, weights=weights).fit(train).transform(test))}
        for weights, k in [("uniform", 5), ("distance", 3)]
    },
    "bayesian": iterative(), "bayesian_long": iterative(max_iter=60, tol=1e-6), "ridge": iterative(estimator=Ridge(alpha=2.0, solver="cholesky"), max_iter=4),
}
(HERE / "imputing.json").write_text(json.dumps(oracle, indent=None, separators=(",", ":")) + "\n")
