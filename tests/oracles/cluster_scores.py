"""Silhouette, Davies-Bouldin and Calinski-Harabasz of two groupings, by scikit-learn. Usage: python3 cluster_scores.py > cluster_scores.json

The rows are made by a formula that the test repeats, so that only the answers are kept.
"""

import json
import math

import numpy as np
import sklearn
from sklearn import metrics


def rows(n, p):
    return np.array([[math.sin(1.7 * i + 2.3 * j * j) + (i % 4) * (j + 1) / 3 for j in range(p)] for i in range(n)])


answers = {"made_by": f"scikit-learn {sklearn.__version__}", "cases": []}
for n, p, clusters in ((60, 3, 4), (101, 5, 7)):
    x = rows(n, p)
    labels = np.array([i % clusters for i in range(n)])
    answers["cases"].append({
        "rows": n, "columns": p, "clusters": clusters,
        "silhouette": metrics.silhouette_score(x, labels),
        "davies_bouldin": metrics.davies_bouldin_score(x, labels),
        "calinski_harabasz": metrics.calinski_harabasz_score(x, labels),
    })
print(json.dumps(answers, indent=1))
