#!/usr/bin/python3
"""Writes a CSV file of any size, for scans of files that do not fit in memory. Usage: large_csv.py FILE GIGABYTES

Ten columns as those of works/read_csv.py: a number that no other row has, a whole number, three floats, two categories, free text, a truth and a date-time,
some of them with missing values. Every 200,000 rows the values but the first repeat, in another order of the runs they come in. The file is the same each time.
"""

import pathlib
import sys

import numpy as np

ROWS = 200_000
RUN = 1_000
HEADER = b"id,quantity,price,reading,ratio,status,city,note,active,created\n"
STATUS = np.array(["new", "paid", "packed", "shipped", "delivered", "returned"])
WORDS = np.array("the a of order late early arrived broken box label missing customer called again returned unit two refund waiting for parts left note at door café".split())


def tails():
    """Rows without their first field, in runs."""
    rng = np.random.default_rng(10)
    quantity = [str(v) for v in rng.poisson(12, ROWS)]
    price = [f"{v:.2f}" for v in np.exp(rng.normal(3.5, 1.2, ROWS))]
    reading = [repr(v) for v in rng.normal(0, 250, ROWS).tolist()]
    ratio = [f"{v:.6g}" for v in np.exp(rng.normal(-3, 4, ROWS)).tolist()]
    status = STATUS[rng.integers(0, len(STATUS), ROWS)].tolist()
    city = [f"city {v}" for v in np.minimum(rng.exponential(300, ROWS).astype(int), 1_575)]
    note = [" ".join(words) for words in WORDS[rng.integers(0, len(WORDS), (ROWS, 4))].tolist()]
    note = [f'"{text}, twice"' if i % 8 == 0 else text for i, text in enumerate(note)]
    active = np.where(rng.random(ROWS) < 0.7, "true", "false").tolist()
    created = np.datetime_as_string(np.datetime64("2022-01-01T00:00:00") + rng.integers(0, 94_608_000, ROWS).astype("timedelta64[s]"), unit="s").tolist()
    for column, share in ((quantity, 0.02), (ratio, 0.05), (status, 0.01), (city, 0.03)):
        for i in np.flatnonzero(rng.random(ROWS) < share).tolist():
            column[i] = ""
    rows = [",".join(fields) for fields in zip(quantity, price, reading, ratio, status, city, note, active, created, strict=True)]
    return [rows[first:first + RUN] for first in range(0, ROWS, RUN)]


def main():
    path, size = pathlib.Path(sys.argv[1]), int(float(sys.argv[2]) * 1e9)
    runs = tails()
    rng = np.random.default_rng(11)
    number, written = 0, len(HEADER)
    with open(path, "wb") as file:
        file.write(HEADER)
        while written < size:
            for run in rng.permutation(len(runs)).tolist():
                text = "".join([f"{number + i},{row}\n" for i, row in enumerate(runs[run], 1)]).encode()
                file.write(text)
                written += len(text)
                number += RUN
    print(f"{path}: {written} bytes, {number} rows")


if __name__ == "__main__":
    main()
