"""What every peer script shares: its arguments, the data, and the line of JSON it prints. One process makes one measurement."""

import json
import os
import pathlib
import resource
import statistics
import sys
import time

if "numpy" in sys.modules:
    raise ImportError("import measure before numpy: the numbers of threads are read when numpy is loaded")

THREADS = 2
# A work is repeated until so many seconds have passed, so many times at most; once at least unless it took so many seconds. As Cambium.Bench/Measurement.cs has it.
ENOUGH, REPEATS, LONG = 3.0, 9, 10.0
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(THREADS)
if "avx512f" in pathlib.Path("/proc/cpuinfo").read_text():
    # Debian's OpenBLAS takes newer processors for ones without AVX and is several times slower then.
    os.environ["OPENBLAS_CORETYPE"] = "SkylakeX"

import numpy as np

# Debian's numpy runs on whatever libblas.so.3 is; its reference implementation is some twenty times slower and no peer.
if "openblas" not in pathlib.Path("/proc/self/maps").read_text():
    sys.exit("numpy does not run on OpenBLAS; install it with: apt-get install --no-install-recommends libopenblas0-pthread")


def data():
    """The folder of the data and the seed: the two arguments of each script."""
    return pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1


def matrix(folder, name):
    header = json.loads((folder / f"{name}.json").read_text())
    x = np.fromfile(folder / header["x"], dtype="<f8").reshape(header["rows"], header["columns"])
    return x, np.fromfile(folder / header["y"], dtype="<f8")


def peak_rss_mib():
    """The most memory this process has held so far; ask before anything untimed is computed."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Timing:
    """How long an action took: the first time in its process, and after that; and the memory up to the end of the first time."""

    def __init__(self, first, seconds, processors, peak):
        self.first, self.seconds, self.processors, self.peak = first, seconds, processors, peak


def timed(action):
    """What the action gives, and its Timing. An action that takes long is run once, its first time standing for both."""
    taken, processors, peak = [], [], None
    while not taken or (len(taken) == 1 and taken[0] < LONG) or (sum(taken) < ENOUGH and len(taken) <= REPEATS):
        result = None
        started, used = time.perf_counter(), time.process_time()
        result = action()
        taken.append(time.perf_counter() - started)
        processors.append(time.process_time() - used)
        peak = peak or peak_rss_mib()
    return result, Timing(taken[0], statistics.median(taken[1:] or taken), statistics.median(processors[1:] or processors), peak)


def report(work, peer, version, timing, **metric):
    print(json.dumps({
        "work": work, "peer": peer, "version": version, "seconds": timing.seconds, "first_seconds": timing.first,
        "cpu_seconds": timing.processors, "peak_rss_mib": timing.peak, "metric": metric,
    }))
