"""What the works on matrix products share. The goal is for all four; each is a file of two lines of its own."""

import numpy as np

from works.checks import CAMBIUM, verdict
from works.matrices import write_matrix

PEER = "numpy on OpenBLAS"


def write(folder, name, size, scale):
    """A above B, both uniform in [-0.5, 0.5)."""
    n = max(16, int(size * scale))
    rng = np.random.default_rng(2_000 + size)
    write_matrix(folder, name, rng.random((2 * n, n)) - 0.5, np.zeros(1))


def check(by_peer, margin):
    """Sums of entries, which differ by the rounding of the products only."""
    ours, problems = by_peer[CAMBIUM][0]["metric"], []
    text = [f"| | largest difference of a sum of entries, relative; at most {margin:.0e} |", "| --- | --- |"]
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        apart = max(abs(ours[name] - theirs[name]) / theirs["sum_of_sizes"] for name in ours)
        text.append(f"| {peer} | {apart:.1e}: {verdict(apart <= margin)} |")
        if apart > margin:
            problems.append(f"{peer}: sums of entries differ by {apart:.1e} of the sum of their sizes")
    return text, problems
