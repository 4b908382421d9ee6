"""scikit-learn's cross_validate of a Pipeline with a ColumnTransformer. Usage: cv_pipeline_sklearn.py FOLDER ROUND

Timed: cross_validate over the five folds that stand in the table, two at a time, from the DataFrame in memory.
"""

import measure

import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, PowerTransformer, StandardScaler

folder, _ = measure.data()
table = pd.read_csv(folder / "cv_pipeline.csv")
y = (table["y"] == "yes").to_numpy()
folds = PredefinedSplit(table["fold"])
x = table.drop(columns=["fold", "y"])


def names(letter, first, last):
    return [f"{letter}{place}" for place in range(first, last + 1)]


def work():
    steps = ColumnTransformer([
        ("plain", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), names("n", 0, 5)),
        ("bounded", make_pipeline(SimpleImputer(strategy="mean"), MinMaxScaler()), names("n", 6, 9)),
        ("skewed", make_pipeline(SimpleImputer(strategy="median"), PowerTransformer()), names("n", 10, 13)),
        ("few", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), names("c", 0, 3)),
        ("many", make_pipeline(SimpleImputer(strategy="most_frequent"), OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), StandardScaler()), names("c", 4, 5)),
    ])
    recipe = make_pipeline(steps, LogisticRegression(max_iter=1_000))
    return cross_validate(recipe, x, y, cv=folds, scoring=["roc_auc", "neg_log_loss"], n_jobs=2)


scores, timing = measure.timed(work)
measure.report(
    "cv-pipeline", "scikit-learn Pipeline", f"scikit-learn {sklearn.__version__}", timing,
    roc_auc=float(scores["test_roc_auc"].mean()), log_loss=float(-scores["test_neg_log_loss"].mean()))
