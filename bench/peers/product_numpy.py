"""numpy's matrix product, which OpenBLAS computes. Usage: product_numpy.py FOLDER SEED SIZE PRECISION

Timed: repeats after a warm-up, into an array that is there already.
"""

import sys
import time

import measure

import numpy as np

folder, _ = measure.data()
size, precision = int(sys.argv[3]), sys.argv[4]
name = f"matrix-product-{size}-{precision}"
stacked, _ = measure.matrix(folder, name)
n = stacked.shape[1]
dtype = np.float32 if precision == "single" else np.float64
a, b, c = stacked[:n].astype(dtype), stacked[n:].astype(dtype), np.empty((n, n), dtype)

# A second or less for each size.
warm, repeats = (40, 100) if size < 1000 else (2, 3)
for _ in range(warm):
    np.dot(a, b, out=c)
started = time.perf_counter()
for _ in range(repeats):
    np.dot(a, b, out=c)
seconds = (time.perf_counter() - started) / repeats
timing = measure.Timing(None, seconds, measure.peak_rss_mib())

wide = c.astype(np.float64)
measure.report(
    f"matrix-product-{size}-{precision}", "numpy on OpenBLAS", f"numpy {np.__version__}", timing,
    sum=float(wide.sum()), sum_of_sizes=float(np.abs(wide).sum()), sum_of_row=float(wide[n // 3].sum()), sum_of_column=float(wide[:, n // 3].sum()))
