"""pandas.read_csv with its C engine. Usage: csv_pandas.py FOLDER SEED [plain]

Timed: the one call. The column of date-times is parsed too, so that the table is as typed as ours; with `plain` it stays text.
"""

import sys

import measure

import pandas

folder, _ = measure.data()
plain = sys.argv[3:] == ["plain"]

table, timing = measure.timed(lambda: pandas.read_csv(folder / "read-csv.csv", parse_dates=False if plain else ["created"]))

# Facts that the other side must find too.
metric = {"rows": len(table)}
for column in ("id", "quantity", "price", "reading", "ratio"):
    metric[f"{column}_sum"] = float(table[column].sum())
for column in ("quantity", "ratio", "status", "city"):
    metric[f"{column}_missing"] = int(table[column].isna().sum())
for column in ("status", "city"):
    metric[f"{column}_distinct"] = int(table[column].nunique())
metric["note_characters"] = int(table["note"].str.len().sum())
metric["active_true"] = int(table["active"].sum())
if not plain:
    metric["created_seconds"] = int((table["created"].astype("int64") // 1_000_000_000).sum())
measure.report(
    "read-csv", "pandas.read_csv, dates as text" if plain else "pandas.read_csv", f"pandas {pandas.__version__}",
    timing, **metric)
