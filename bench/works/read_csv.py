"""Reading a mixed CSV file of 206 MB into a typed table."""

import numpy as np

from works import checks

TITLE = "Reading a mixed CSV file of 206 MB into a typed table"
NEEDS = ["pandas", "npm:@duckdb/node-api"]
PEERS = [["csv_pandas.py"], ["csv_pandas.py", "plain"], ["csv_duckdb.mjs"]]
GOALS = {"pandas.read_csv": 0.2, "DuckDB": 1.0}
SEEDED = False
GROWTH = 1

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


def write(folder, scale):
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


def check(by_peer):
    return checks.facts(by_peer)
