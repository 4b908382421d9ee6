"""Writes scaling.json beside it: columns of numbers scaled by scikit-learn, and powers found to the last digits by SciPy.

Deterministic. Needs Debian's python3-sklearn and python3-scipy.
"""

import json
import pathlib

import numpy as np
import sklearn
from scipy import optimize
from scipy.stats import norm
from sklearn import preprocessing

HERE = pathlib.Path(__file__).parent
ROWS = 150

# The tests make the same table.
i = np.arange(ROWS)
a = 5 * np.sin(i * 0.7) + np.where(i % 10 == 0, 20, 0) - 2
a[i % 13 == 5] = np.nan
b = np.exp(1.5 * np.sin(i * 1.3)) + 0.1
c = (i * 37 % 23).astype(float)
constant = np.full(ROWS, 3.0)
x = np.column_stack([a, b, c, constant])
whole = np.column_stack([5 * np.cos(i * 0.3), b, np.where(i == 7, 0, c)])
whole[7] = 0


def listed(values):
    return [None if np.isnan(v) else float(v) for v in np.ravel(values)]


def likelihood(column, family):
    """The log-likelihood of a power, and an optimum that lies where its difference quotient changes its sign."""
    column = column[~np.isnan(column)]
    logs = np.sign(column) * np.log1p(np.abs(column)) if family == "yeo-johnson" else np.log(column)

    def bent(power):
        if family == "box-cox":
            return np.expm1(power * logs) / power if power else logs
        up, down = np.maximum(logs, 0), np.maximum(-logs, 0)
        return np.where(logs >= 0, np.expm1(power * up) / power if power else up, -np.expm1((2 - power) * down) / (2 - power))

    def slope(power):
        # Complex steps: exact to rounding.
        step = 1e-30
        t = bent(complex(power, step))
        t = t.real + 1j * t.imag
        return float(logs.sum() - len(logs) / 2 * (np.log(((t - t.mean()) ** 2).mean())).imag / step)

    return optimize.brentq(slope, -4, 4, xtol=1e-15, rtol=1e-15)


def power(family, columns):
    model = preprocessing.PowerTransformer(method=family).fit(columns)
    return {
        "scikit_learn": listed(model.lambdas_), "exact": [likelihood(columns[:, k], family) for k in range(columns.shape[1])],
        "values": listed(model.transform(columns)),
    }


shares = np.array([0, 1e-7, 1e-4, 0.02, 0.075, 0.3, 0.5, 0.77, 0.999, 1 - 1e-9])
quartiles = np.nanpercentile(x, [25, 75], axis=0)
reach = 1.5 * (quartiles[1] - quartiles[0])
oracle = {
    "scikit_learn": sklearn.__version__,
    "min_max": listed(preprocessing.MinMaxScaler((-1, 3)).fit_transform(x)),
    "max_abs": listed(preprocessing.MaxAbsScaler().fit_transform(x)),
    "robust": listed(preprocessing.RobustScaler().fit_transform(x)),
    "robust_unit": listed(preprocessing.RobustScaler(quantile_range=(10, 80), unit_variance=True, with_centering=False).fit_transform(x)),
    # Without the column of ties: where quantiles fall on rows, numpy's percentiles miss some of equal rows by a rounding, and the share is half a step off.
    "quantile_uniform": listed(preprocessing.QuantileTransformer(n_quantiles=1000).fit_transform(x[:, [0, 1, 3]])),
    "quantile_normal": listed(preprocessing.QuantileTransformer(n_quantiles=20, output_distribution="normal").fit(x).transform(x)),
    "quantile_other": listed(preprocessing.QuantileTransformer(n_quantiles=40, output_distribution="normal").fit(x[:90]).transform(x * 1.1 - 0.3)),
    "yeo_johnson": power("yeo-johnson", x[:, :3]),
    "box_cox": power("box-cox", np.column_stack([b, b ** 3, c + 1])),
    "l1": listed(preprocessing.normalize(whole, "l1")), "l2": listed(preprocessing.normalize(whole, "l2")), "max": listed(preprocessing.normalize(whole, "max")),
    "clip_quantiles": listed(np.clip(x, np.nanquantile(x, 0.05, axis=0), np.nanquantile(x, 0.95, axis=0))),
    "clip_quartiles": listed(np.clip(x, quartiles[0] - reach, quartiles[1] + reach)),
    "normal_shares": shares.tolist(), "normal_quantiles": [None if not np.isfinite(v) else float(v) for v in norm.ppf(shares)],
}
(HERE / "scaling.json").write_text(json.dumps(oracle, indent=None, separators=(",", ":")) + "\n")
