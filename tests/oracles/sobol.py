#!/usr/bin/python3
"""Writes sobol.json beside it: points of scipy's unscrambled Sobol' sequence, times 64, of which every digit is exact.

Deterministic. Needs Debian's python3-scipy.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.stats import qmc

HERE = pathlib.Path(__file__).resolve().parent


def points(count, dimensions):
    return (qmc.Sobol(dimensions, scramble=False).random(count) * 64).astype(int).tolist()


values = {"versions": {"scipy": scipy.__version__, "numpy": np.__version__}, "wide": points(16, 128), "long": points(64, 6)}
(HERE / "sobol.json").write_text(json.dumps(values, separators=(",", ":")) + "\n")
