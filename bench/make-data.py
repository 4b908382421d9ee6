#!/usr/bin/python3
"""Writes the benchmarks' data, the same bytes for the same scale on every run. Files that are there already are kept.

A matrix NAME is three files: NAME.json (rows, columns), NAME-x.f64 (row-major) and NAME-y.f64, little-endian float64.
"""

import argparse
import json
import pathlib

import numpy as np

SEEDS = [1, 2, 3, 4, 5]


def write_matrix(folder, name, x, y):
    x.astype("<f8").tofile(folder / f"{name}-x.f64")
    y.astype("<f8").tofile(folder / f"{name}-y.f64")
    header = {"rows": x.shape[0], "columns": x.shape[1], "x": f"{name}-x.f64", "y": f"{name}-y.f64"}
    (folder / f"{name}.json").write_text(json.dumps(header) + "\n")


def chained(rng, rows, columns, correlation):
    """Standard normal columns, each correlated with the one before it."""
    x = rng.standard_normal((rows, columns))
    for j in range(1, columns):
        x[:, j] = correlation * x[:, j - 1] + np.sqrt(1 - correlation * correlation) * x[:, j]
    return x


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def boosted_trees(folder, seed, scale):
    """50 columns of different shapes, about half of them of use; steps, products and waves decide, with noise; a third positive."""
    train, held_out = int(500_000 * scale), int(100_000 * scale)
    rows = train + held_out
    rng = np.random.default_rng([550, seed])
    normal = chained(rng, rows, 20, 0.5)
    uniform = rng.random((rows, 10))
    skewed = np.exp(rng.standard_normal((rows, 10)))
    counts = rng.poisson(3.0, (rows, 5)).astype(np.float64)
    heavy = rng.standard_t(3, (rows, 5))
    score = (
        0.8 * normal[:, 0] * normal[:, 3]
        + 0.7 * np.where(normal[:, 1] > 0.5, normal[:, 2], -0.5 * normal[:, 4])
        + 0.9 * np.sin(6 * uniform[:, 0]) * (uniform[:, 1] > 0.3)
        + 0.5 * np.log(skewed[:, 0]) + 0.4 * np.minimum(skewed[:, 1], 3) - 0.3 * np.abs(normal[:, 7])
        + 0.3 * (counts[:, 0] > 4) * counts[:, 1] + 0.25 * np.clip(heavy[:, 0], -3, 3)
        + 0.4 * np.abs(normal[:, 9] - normal[:, 12]) + 0.15 * normal[:, 14:20].sum(axis=1)
    )
    score = 1.4 * (score - np.quantile(score, 0.68))
    y = (rng.random(rows) < sigmoid(score)).astype(np.float64)
    x = np.hstack([normal, uniform, skewed, counts, heavy])
    write_matrix(folder, f"boosted-trees-{seed}-train", x[:train], y[:train])
    write_matrix(folder, f"boosted-trees-{seed}-test", x[train:], y[train:])


def logistic(folder, scale):
    """50 correlated columns whose spreads differ up to fourfold."""
    rows, columns = int(100_000 * scale), 50
    rng = np.random.default_rng(1_000)
    x = chained(rng, rows, columns, 0.5) * np.exp(rng.uniform(np.log(0.5), np.log(2.0), columns))
    weights = rng.standard_normal(columns) * 0.4
    y = (rng.random(rows) < sigmoid(x @ weights * 0.6 - 0.5)).astype(np.float64)
    write_matrix(folder, "logistic-regression", x, y)


SYLLABLES = ["ka", "lo", "mi", "ren", "sta", "ton", "vä", "bru", "dor", "fel", "gra", "hün", "is", "jo", "né", "ola"]
WORDS = (
    "the a of order late early arrived broken box label missing customer called again returned unit two three refund "
    "approved waiting for parts from warehouse driver left note at door no answer signature photo taken café naïve"
).split()
STATUS = np.array(["new", "paid", "packed", "shipped", "delivered", "returned"])


def note(rng_row, words):
    """Free text; one in eight has a comma and so quotes, one in fifty has quotes of its own, one in a thousand a line break."""
    text = " ".join(words)
    if rng_row < 0.001:
        return '"' + text.replace(" ", "\n", 1) + '"'
    if rng_row < 0.021:
        return '"said ""' + words[0] + '"", ' + text + '"'
    if rng_row < 0.146:
        return '"' + text.replace(" ", ", ", 1) + '"'
    return text


def mixed_csv(folder, scale):
    """Ten columns: two integers, three floats of different precision, two categories, free text, a boolean, a date-time."""
    rows, block = int(1_850_000 * scale), 50_000
    rng = np.random.default_rng(200)
    cities = np.array(sorted({"".join(rng.choice(SYLLABLES, 3)).capitalize() for _ in range(2_000)}))
    words = np.array(WORDS)
    start = np.datetime64("2022-01-01T00:00:00")
    with open(folder / "read-csv.csv", "w", encoding="utf-8", newline="") as file:
        file.write("id,quantity,price,reading,ratio,status,city,note,active,created\n")
        for first in range(0, rows, block):
            n = min(block, rows - first)
            quantity = [str(v) for v in rng.poisson(12, n)]
            price = [f"{v:.2f}" for v in np.exp(rng.normal(3.5, 1.2, n))]
            reading = [repr(v) for v in rng.normal(0, 250, n).tolist()]
            ratio = [f"{v:.6g}" for v in np.exp(rng.normal(-3, 4, n)).tolist()]
            status = STATUS[rng.choice(len(STATUS), n, p=[0.1, 0.2, 0.1, 0.2, 0.35, 0.05])].tolist()
            city = cities[np.minimum(rng.exponential(len(cities) / 5, n).astype(int), len(cities) - 1)].tolist()
            picked = words[rng.integers(0, len(words), (n, 6))].tolist()
            lengths = rng.integers(2, 7, n).tolist()
            kinds = rng.random(n).tolist()
            active = np.where(rng.random(n) < 0.7, "true", "false").tolist()
            created = np.datetime_as_string(start + rng.integers(0, 3 * 365 * 86_400, n).astype("timedelta64[s]"), unit="s").tolist()
            for column, share in ((quantity, 0.02), (ratio, 0.05), (status, 0.01), (city, 0.03)):
                for i in np.flatnonzero(rng.random(n) < share).tolist():
                    column[i] = ""
            file.writelines(
                f"{first + i + 1},{quantity[i]},{price[i]},{reading[i]},{ratio[i]},{status[i]},{city[i]},"
                f"{note(kinds[i], picked[i][:lengths[i]])},{active[i]},{created[i]}\n"
                for i in range(n))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full number of rows (default 1)")
    parser.add_argument("works", nargs="*", default=["boosted-trees", "read-csv", "logistic-regression"])
    arguments = parser.parse_args()
    folder, scale = arguments.folder, arguments.scale
    folder.mkdir(parents=True, exist_ok=True)

    def needed(mark, write):
        # The mark is made last, so that a run which was cut off is repeated.
        if not (folder / mark).exists():
            print(f"writing {folder / mark.removesuffix('.done')}", flush=True)
            write()
            (folder / mark).touch()

    if "boosted-trees" in arguments.works:
        for seed in SEEDS:
            needed(f"boosted-trees-{seed}.done", lambda: boosted_trees(folder, seed, scale))
    if "read-csv" in arguments.works:
        needed("read-csv.done", lambda: mixed_csv(folder, scale))
    if "logistic-regression" in arguments.works:
        needed("logistic-regression.done", lambda: logistic(folder, scale))


if __name__ == "__main__":
    main()
