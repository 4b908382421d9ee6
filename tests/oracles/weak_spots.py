#!/usr/bin/python3
"""Writes weak_spots.json beside it: Welch's one-sided test and Cohen's d by SciPy and NumPy, q-values by R's p.adjust.

Deterministic. Row i of n has loss |sin(1.7 i)| + (i % 7) / 10, and 0.3 more where i % 3 == 0, and is in slice s where i % (s + 2) == 0.
"""

import json
import pathlib
import subprocess

import numpy as np
import scipy
import scipy.stats

HERE = pathlib.Path(__file__).resolve().parent


def main():
    i = np.arange(210)
    loss = np.abs(np.sin(1.7 * i)) + (i % 7) / 10 + np.where(i % 3 == 0, 0.3, 0)
    slices = []
    for s in range(12):
        inside = i % (s + 2) == 0
        own, rest = loss[inside], loss[~inside]
        test = scipy.stats.ttest_ind(own, rest, equal_var=False, alternative="greater")
        slices.append({
            "t": float(test.statistic), "p": float(test.pvalue),
            "effect": float((own.mean() - rest.mean()) / np.sqrt((own.var(ddof=1) + rest.var(ddof=1)) / 2)),
        })
    text = "cat(format(p.adjust(c(" + ",".join(repr(s["p"]) for s in slices) + "), 'BH'), digits=17))"
    q = [float(v) for v in subprocess.run(["Rscript", "-e", text], check=True, capture_output=True, text=True).stdout.split()]
    result = {"versions": f"SciPy {scipy.__version__}, R's stats", "slices": slices, "q": q}
    (HERE / "weak_spots.json").write_text(json.dumps(result, indent=1) + "\n")


main()
