"""xgboost's hist: 100 rounds of trees of 31 leaves grown best leaf first. Usage: trees_xgboost.py FOLDER SEED WORK [quantile]

Timed: from the float64 array to the trained booster, the matrix included. With `quantile` the matrix is xgboost's leaner
QuantileDMatrix, which bins at once; without, the DMatrix that its documentation starts with.
"""

import sys

import measure
import trees

import xgboost

lean = sys.argv[4:] == ["quantile"]
x, y = trees.part("train")
types = ["c" if is_category else "float" for is_category in trees.is_category] or None
matrix = {"feature_types": types, "enable_categorical": types is not None, "nthread": measure.THREADS}

settings = {
    "tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0,
    "max_bin": 255, "eta": 0.1, "lambda": 1.0, "gamma": 0.0, "nthread": measure.THREADS,
    # 20 rows at the start, where a row's second derivative is at most 1/4; the nearest thing to a least number of rows.
    "min_child_weight": 5.0,
}
if trees.classes == 2:
    # The others start from the mean too.
    settings |= {"objective": "binary:logistic", "base_score": float(y.mean())}
else:
    # Its second derivative is twice p (1 - p), which is 0.24 at the start with 7 classes.
    settings |= {"objective": "multi:softprob", "num_class": trees.classes}


def train():
    matrix_type = xgboost.QuantileDMatrix if lean else xgboost.DMatrix
    bins = {"max_bin": 255} if lean else {}
    return xgboost.train(settings, matrix_type(x, label=y, **bins, **matrix), num_boost_round=100)


booster, timing = measure.timed(train)

test_x, test_y = trees.part("test")
probabilities = booster.predict(xgboost.DMatrix(test_x, **matrix))
trees.report("xgboost hist, QuantileDMatrix" if lean else "xgboost hist", f"xgboost {xgboost.__version__}", timing, probabilities, test_y)
