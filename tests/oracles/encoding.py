"""Writes encoding.json beside it: encodings of categories by scikit-learn, and by the formulas that later versions of it and the literature give.

Deterministic. Needs Debian's python3-sklearn.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

HERE = pathlib.Path(__file__).parent
ROWS = 240

# The tests make the same table.
i = np.arange(ROWS)
level = np.array([f"level {v}" for v in (i * i * 7 + 3 * i) % 101 % 11])
number = np.sin(i * 0.7) * 3 + (i % 5)
two = ((i * i * 7 + 3 * i) % 101 % 11 + i % 4 > 6).astype(int)
three = (i * 5 + (i * i * 7 + 3 * i) % 101 % 11) % 3


def one_hot(**settings):
    encoder = OneHotEncoder(sparse_output=False, handle_unknown="infrequent_if_exist", **settings).fit(level[:, None])
    return {"levels": [v.split("_", 1)[1] for v in encoder.get_feature_names_out()], "values": encoder.transform(level[:, None]).ravel().tolist()}


def target_means(y, m):
    """An m-estimate, or by empirical Bayes where m is None, as scikit-learn 1.3's TargetEncoder has it with smooth="auto"."""
    found = []
    for name in sorted(set(level)):
        own = y[level == name]
        share = len(own) / (len(own) + m) if m is not None else y.var() * len(own) / (y.var() * len(own) + own.var())
        found.append(share * own.mean() + (1 - share) * y.mean())
    return found


def evidence(a):
    found, information = [], 0
    for name in sorted(set(level)):
        p = ((two[level == name] == 1).sum() + a) / ((two == 1).sum() + 2 * a)
        q = ((two[level == name] == 0).sum() + a) / ((two == 0).sum() + 2 * a)
        found.append(float(np.log(p / q)))
        information += (p - q) * np.log(p / q)
    return {"values": found, "information": float(information)}


order = sorted(set(level), key=lambda name: -int(name.split()[1]))
hasher = {signed: FeatureHasher(7, input_type="dict", alternate_sign=signed).transform([{"level": v, "kind": f"k{len(v)}ü"} for v in level]).toarray() for signed in [True, False]}
oracle = {
    "scikit_learn": sklearn.__version__,
    "one_hot_min_count": one_hot(min_frequency=20),
    "one_hot_min_share": one_hot(min_frequency=0.09),
    "one_hot_keep_levels": one_hot(max_categories=5),
    "ordinal": OrdinalEncoder(categories=[order]).fit_transform(level[:, None]).ravel().tolist(),
    "hash_signed": hasher[True].ravel().tolist(),
    "hash_plain": hasher[False].ravel().tolist(),
    "target_m": target_means(number, 10),
    "target_bayes": target_means(number, None),
    "target_two_bayes": target_means(two, None),
    "target_three_m": [target_means((three == k).astype(float), 4) for k in range(3)],
    "evidence": evidence(0.5),
}
(HERE / "encoding.json").write_text(json.dumps(oracle, indent=None, separators=(",", ":")) + "\n")
