#!/usr/bin/python3
"""Writes ranking.json beside it: how well xgboost orders the rows of held-out queries, as NDCG at 10 with gains of 2^r - 1; and scikit-learn's NDCG of one small case.

Deterministic; one thread. Needs Debian's python3-sklearn and python3-xgboost. Tables are made by the formula of rows(), which the test repeats. Split s of 20 holds out the queries
with ((query * 2654435761 + s * 40503) mod 2**32) // 65536 % 5 == 0. 60 trees of 15 leaves, learning rate 0.1, 255 bins, lambda 1.
"""

import json
import os
import pathlib

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import sklearn
import xgboost
from sklearn.metrics import ndcg_score

HERE = pathlib.Path(__file__).resolve().parent
XGB = {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 15, "max_depth": 0, "max_bin": 255, "eta": 0.1, "lambda": 1.0, "nthread": 1, "seed": 0}
MASK = 2**32 - 1


def number(row, column, table):
    value = (row * 2654435761 + column * 2246822519 + table * 97) & MASK
    value ^= value >> 15
    value = (value * 3266489917) & MASK
    value ^= value >> 13
    value = (value * 668265263) & MASK
    value ^= value >> 16
    return value / 2**32


def rows(table):
    """Five columns, the query and the relevance of each row; 120 queries."""
    x, queries, relevance = [], [], []
    for query in range(120):
        for _ in range(25 if table else 12 + query * 7 % 9):
            v = [number(len(x), column, table) for column in range(6)]
            latent = 2 * v[0] + (v[2] if v[1] > 0.5 else 1 - v[2]) + v[3] * v[4] + (2 if table else 1) * (v[5] - 0.5)
            x.append(v[:5])
            queries.append(query)
            relevance.append(sum(latent > limit for limit in (1.6, 2.2, 2.6, 3.0)))
    return np.array(x), np.array(queries), np.array(relevance, float)


def ndcg(relevance, scores):
    def dcg(order):
        return np.sum((2.0 ** relevance[order[:10]] - 1) / np.log2(np.arange(2, 2 + len(order[:10]))))

    ideal = dcg(np.argsort(-relevance, kind="stable"))
    return dcg(np.argsort(-scores, kind="stable")) / ideal if ideal > 0 else 1.0


def scores(table, objective):
    x, queries, relevance = rows(table)
    result = []
    for split in range(20):
        out = (queries.astype(np.uint64) * 2654435761 + split * 40503) % 2**32 // 65536 % 5 == 0
        train = xgboost.DMatrix(x[~out], relevance[~out])
        train.set_group(np.unique(queries[~out], return_counts=True)[1])
        predicted = xgboost.train({**XGB, "objective": objective}, train, 60).predict(xgboost.DMatrix(x[out]))
        result.append(float(np.mean([ndcg(relevance[out][queries[out] == q], predicted[queries[out] == q]) for q in np.unique(queries[out])])))
    return result


small = [3.0, 0.0, 1.5, 2.0, 0.0, 4.0], [0.4, 0.9, 0.8, 0.1, 0.2, 0.7]
oracle = {
    "scikit_learn_version": sklearn.__version__,
    "xgboost_version": xgboost.__version__,
    "linear_ndcg_at_3": float(ndcg_score([small[0]], [small[1]], k=3)),
    "tables": [{"ndcg": scores(table, "rank:ndcg"), "pairwise": scores(table, "rank:pairwise")} for table in (0, 1)],
}
(HERE / "ranking.json").write_text(json.dumps(oracle, indent=1) + "\n")
