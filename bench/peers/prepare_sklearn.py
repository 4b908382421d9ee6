"""scikit-learn's imputer, scaler and one-hot encoder. Usage: prepare_sklearn.py FOLDER ROUND

Timed: transform by a fitted ColumnTransformer, from a float64 array with the categories as codes, which it reads fastest, to a dense array.
"""

import json

import measure

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

folder, _ = measure.data()
x, _ = measure.matrix(folder, "prepare-transform")
levels = json.loads((folder / "prepare-transform.json").read_text())["levels"]
numbers = [j for j, count in enumerate(levels) if count == 0]
categories = [j for j, count in enumerate(levels) if count > 0]
steps = ColumnTransformer([
    ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
    ("categories", OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories),
]).fit(x)

made, timing = measure.timed(lambda: steps.transform(x))

places = np.arange(len(x)) % 1009
measure.report(
    "prepare-transform", "scikit-learn", f"scikit-learn {sklearn.__version__}", timing,
    rows=len(made), columns=made.shape[1], **{f"n{j}": float((made[:, j] ** 2 * places).sum()) for j in range(len(numbers))},
    ones=float(sum((made[:, j] * places).sum() * (j + 1) for j in range(len(numbers), made.shape[1]))))
