"""Makes multi_output.json: scikit-learn's averages over several outputs, its scores of biclusters, and SciPy's assignments.

Run: /usr/bin/python3 tests/oracles/multi_output.py > tests/oracles/multi_output.json
"""
import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn import metrics

random = np.random.default_rng(11)
rows, columns = 40, 3
truth = random.gamma(2.0, [1.0, 5.0, 0.2], (rows, columns))
predicted = truth * random.uniform(0.7, 1.4, (rows, columns))
weights = random.uniform(0.1, 3.0, rows)
outputs = np.array([0.5, 2.0, 1.25])
figures = {
    "mse": metrics.mean_squared_error,
    "mae": metrics.mean_absolute_error,
    "mape": metrics.mean_absolute_percentage_error,
    "msle": metrics.mean_squared_log_error,
    "r2": metrics.r2_score,
    "explained_variance": metrics.explained_variance_score,
    "pinball_02": lambda *a, **k: metrics.mean_pinball_loss(*a, alpha=0.2, **k),
    "d2_absolute": metrics.d2_absolute_error_score,
}
averages = {}
for name, figure in figures.items():
    averages[name] = {
        "each": figure(truth, predicted, sample_weight=weights, multioutput="raw_values").tolist(),
        "mean": figure(truth, predicted, multioutput="uniform_average"),
        "weighted": figure(truth, predicted, sample_weight=weights, multioutput=outputs),
    }
for name in ("r2", "explained_variance"):
    averages[name]["variance"] = figures[name](truth, predicted, sample_weight=weights, multioutput="variance_weighted")

blocks = []
for a, b in ((3, 3), (2, 4), (5, 1)):
    one = (random.random((a, 12)) < 0.4, random.random((a, 7)) < 0.5)
    two = (random.random((b, 12)) < 0.4, random.random((b, 7)) < 0.5)
    blocks.append({
        "truth": [[r.astype(int).tolist(), c.astype(int).tolist()] for r, c in zip(*one)],
        "found": [[r.astype(int).tolist(), c.astype(int).tolist()] for r, c in zip(*two)],
        "consensus": metrics.consensus_score(one, two),
    })

assignments = []
for size in (1, 2, 5, 12, 30):
    costs = random.normal(size=(size, size)) if size != 12 else random.integers(0, 4, (size, size)).astype(float)
    r, c = linear_sum_assignment(costs)
    assignments.append({"costs": costs.ravel().tolist(), "size": size, "least": float(costs[r, c].sum())})

print(json.dumps({
    "made_with": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}",
    "columns": columns, "truth": truth.ravel().tolist(), "predicted": predicted.ravel().tolist(), "weights": weights.tolist(), "outputs": outputs.tolist(),
    "averages": averages, "biclusters": blocks, "assignments": assignments,
}))
