"""xgboost's SHAP values, or interaction values, of trees that it grew before. Usage: shap_xgboost.py FOLDER SEED values|interactions

Timed: from a DMatrix to the values.
"""

import sys

import measure

import numpy as np
import xgboost

folder, _ = measure.data()
kind = sys.argv[3]
name = "tree-shap" if kind == "values" else "tree-shap-interactions"
asked = {"pred_contribs": True} if kind == "values" else {"pred_interactions": True}
x, _ = measure.matrix(folder, name)
booster = xgboost.Booster({"nthread": measure.THREADS}, model_file=folder / f"{name}-model.json")
data = xgboost.DMatrix(x, nthread=measure.THREADS)
values, timing = measure.timed(lambda: booster.predict(data, **asked))
answers = booster.predict(data, output_margin=True)
inner = values[:, :-1] if kind == "values" else values[:, :-1, :-1]
rest = np.abs(values.reshape(len(values), -1).sum(axis=1, dtype=np.float64) - answers).max()
measure.report(
    name, f"xgboost {next(iter(asked))}", f"xgboost {xgboost.__version__}", timing,
    magnitudes=np.abs(inner.astype(np.float64)).mean(axis=0).ravel().tolist(), rest=float(rest))
