"""Writes balance.json beside it: what imbalanced-learn's resamplers decide without drawing.

Deterministic. Needs Debian's python3-imblearn.
"""

import json
import pathlib

import imblearn
import numpy as np
import sklearn
from imblearn.over_sampling import ADASYN
from imblearn.under_sampling import TomekLinks
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.class_weight import compute_class_weight

HERE = pathlib.Path(__file__).parent


def points(rows):
    """Points and classes that the tests compute by the same formula."""
    i = np.arange(rows)
    x = np.column_stack([np.sin(i * 1.7) * 3, np.cos(i * 0.9) * 2, np.sin(i * 0.31) + i % 7 / 5])
    y = np.where(i % 6 == 0, "rare", np.where(i % 6 < 3, "some", "most"))
    return x, y


class Counted(ADASYN):
    """ADASYN that keeps how many rows start from each row, which it rounds to before it draws."""

    def counts(self, x, y, name):
        own = np.flatnonzero(y == name)
        nearest = NearestNeighbors(n_neighbors=6).fit(x).kneighbors(x[own], return_distance=False)[:, 1:]
        shares = np.sum(y[nearest] != name, axis=1) / 5
        lacking = max(np.sum(y == other) for other in set(y)) - len(own)
        return np.rint(shares / shares.sum() * lacking).astype(int)


x, y = points(120)
kept = TomekLinks(sampling_strategy="auto").fit(x, y)
kept.fit_resample(x, y)
both = TomekLinks(sampling_strategy="all")
both.fit_resample(x, y)
counts = {name: Counted().counts(x, y, name) for name in ("rare", "some")}
_, after = ADASYN(random_state=0).fit_resample(x, y)
assert np.sum(after == "rare") == np.sum(y == "rare") + counts["rare"].sum()
assert np.sum(after == "some") == np.sum(y == "some") + counts["some"].sum()
classes = np.unique(y)

values = {
    "made_with": f"imbalanced-learn {imblearn.__version__}, scikit-learn {sklearn.__version__}",
    "tomek": kept.sample_indices_.tolist(),
    "tomek_both": both.sample_indices_.tolist(),
    "adasyn": {name: count.tolist() for name, count in counts.items()},
    "weights": dict(zip(classes.tolist(), compute_class_weight("balanced", classes=classes, y=y).tolist())),
}
(HERE / "balance.json").write_text(json.dumps(values, indent=1) + "\n")
