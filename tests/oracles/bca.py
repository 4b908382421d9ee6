"""Makes bca.json: BCa intervals of scipy.stats.bootstrap, with the resampled figures that they were made of.

Run: /usr/bin/python3 tests/oracles/bca.py > tests/oracles/bca.json
"""
import json
import sys

import numpy as np
import scipy
from scipy import stats

random = np.random.default_rng(5)


def case(name, data, figure):
    made = stats.bootstrap((data,), figure, n_resamples=999, method="BCa", vectorized=False, random_state=1)
    return {
        "name": name, "data": data.tolist(), "figure": float(figure(data)), "resampled": made.bootstrap_distribution.tolist(),
        "left": [float(figure(np.delete(data, i))) for i in range(len(data))],
        "bca": [made.confidence_interval.low, made.confidence_interval.high],
        "percentile": np.quantile(made.bootstrap_distribution, [0.025, 0.975]).tolist(),
    }


json.dump({
    "made_by": f"scipy {scipy.__version__}, numpy {np.__version__}",
    "cases": [
        case("mean of skewed", np.round(random.exponential(2, 25), 4), lambda x: np.mean(x)),
        case("root mean square", np.round(random.normal(size=40) ** 3, 4), lambda x: np.sqrt(np.mean(x * x))),
        case("share", (random.random(30) < 0.8).astype(float), lambda x: np.mean(x)),
    ],
}, sys.stdout, separators=(",", ":"))
