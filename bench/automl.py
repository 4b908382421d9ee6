"""AutoML against the best single model that scikit-learn and xgboost fit with default settings, by the score on the same held-out rows.

    python3 bench/automl.py [--tool "dotnet .../cambium.dll"] [--budget 60s] [--seed 1] [FILE:TARGET[:drop,drop] ...]

Without files: the tables of samples/. The peers get what such a user would give them: medians for missing numbers, one-hot categories, numbers on one scale.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (ExtraTreesClassifier, ExtraTreesRegressor, HistGradientBoostingClassifier, HistGradientBoostingRegressor,
                              RandomForestClassifier, RandomForestRegressor)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import mean_squared_error, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler
from xgboost import XGBClassifier, XGBRegressor

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = ["mortgages.csv:deny", "credit-cards.csv:card:share,expenditure", "diabetes.csv:progression", "breast-cancer.csv:diagnosis"]
MOST_CLASSES = 10  # as the tool takes whole numbers for classes


def is_classes(target):
    if target.dtype.kind not in "if":
        return True
    return bool((target == target.round()).all()) and target.nunique() <= MOST_CLASSES


def peers(classes):
    if classes:
        return {"logistic": LogisticRegression(max_iter=1000), "forest": RandomForestClassifier(random_state=0), "extra trees": ExtraTreesClassifier(random_state=0),
                "hist boosting": HistGradientBoostingClassifier(random_state=0), "xgboost": XGBClassifier()}
    return {"ridge": Ridge(), "forest": RandomForestRegressor(random_state=0), "extra trees": ExtraTreesRegressor(random_state=0),
            "hist boosting": HistGradientBoostingRegressor(random_state=0), "xgboost": XGBRegressor()}


def score(classes, names, truth, answers):
    """Area under the curve, the mean of one against the rest where there are more than two classes; or the root of the mean squared error."""
    if not classes:
        return mean_squared_error(truth, answers) ** 0.5
    return roc_auc_score(truth, answers[:, 1]) if len(names) == 2 else roc_auc_score(truth, answers, multi_class="ovr", labels=names)


def peer_scores(train, test, target, classes):
    x, x_test, y, y_test = train.drop(columns=target), test.drop(columns=target), train[target], test[target]
    encoder = LabelEncoder().fit(y) if classes else None
    if classes:
        y, y_test = encoder.transform(y), encoder.transform(y_test)
    names = range(len(encoder.classes_)) if classes else []
    numbers = [name for name in x if x[name].dtype.kind in "ifb"]
    words = [name for name in x if name not in numbers]
    results = {}
    for name, learner in peers(classes).items():
        steps = make_column_transformer((make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
                                        (make_pipeline(SimpleImputer(strategy="constant", fill_value="none"), OneHotEncoder(handle_unknown="ignore", sparse_output=False)), words))
        model = make_pipeline(steps, learner).fit(x, y)
        results[name] = score(classes, list(names), y_test, model.predict_proba(x_test) if classes else model.predict(x_test))
    return results


def our_score(tool, folder, train, test, target, classes, budget, seed):
    paths = {name: os.path.join(folder, f"{name}.csv") for name in ("train", "test", "answers")}
    train.to_csv(paths["train"], index=False)
    test.to_csv(paths["test"], index=False)
    model = os.path.join(folder, "model")
    began = time.monotonic()
    done = subprocess.run([*tool, "train", paths["train"], "--target", target, "--learner", "auto", "--budget", budget, "--seed", str(seed), "--test", "0", "--out", model,
                           "--task", "classification" if classes else "regression", "--store", os.path.join(folder, "runs"), "--json"], capture_output=True, text=True)
    took = time.monotonic() - began
    if done.returncode != 0:
        sys.exit(done.stderr)
    report = json.loads(done.stdout)["auto"]
    subprocess.run([*tool, "predict", model, paths["test"], "--out", paths["answers"]], check=True, capture_output=True)
    answers = pd.read_csv(paths["answers"])
    winner = next(candidate for candidate in report["leaderboard"] if candidate["number"] == report["winner"])
    if not classes:
        return score(False, [], test[target], answers["prediction"]), winner, report, took
    columns = [name for name in answers if name.startswith("probability_")]
    names = [name[len("probability_"):] for name in columns]
    truth = test[target].map(lambda value: str(value).lower() if isinstance(value, (bool, np.bool_)) else str(value))
    return score(True, names, truth, answers[columns].to_numpy()), winner, report, took


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=f"dotnet {os.path.join(HERE, '..', 'src', 'Cambium.Cli', 'bin', 'Release', 'net10.0', 'cambium.dll')}")
    parser.add_argument("--budget", default="60s")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("tables", nargs="*", help="FILE:TARGET[:column,column to leave out]")
    given = parser.parse_args()
    tables = given.tables or [os.path.join(HERE, "..", "samples", sample) for sample in SAMPLES]
    out = csv.writer(sys.stdout)
    out.writerow(["table", "rows", "figure", "automl", "winner", "candidates", "search_seconds", "whole_seconds", "best_peer", "peer", "better"])
    for words in tables:
        path, target, *drop = words.split(":")
        table = pd.read_csv(path).drop(columns=drop[0].split(",") if drop else []).dropna(subset=[target])
        classes = is_classes(table[target])
        train, test = train_test_split(table, test_size=0.25, random_state=given.seed, stratify=table[target] if classes else None)
        theirs = peer_scores(train, test, target, classes)
        best = (max if classes else min)(theirs, key=theirs.get)
        with tempfile.TemporaryDirectory() as folder:
            ours, winner, report, took = our_score(given.tool.split(), folder, train, test, target, classes, given.budget, given.seed)
        better = ours >= theirs[best] if classes else ours <= theirs[best]
        out.writerow([os.path.basename(path), len(table), "roc_auc" if classes else "rmse", f"{ours:.5g}", winner["family"], max(c["number"] for c in report["leaderboard"]),
                      f"{report['seconds']:.1f}", f"{took:.1f}", f"{theirs[best]:.5g}", best, better])
        sys.stdout.flush()


if __name__ == "__main__":
    main()
