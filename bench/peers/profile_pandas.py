"""What pandas tells of each column. Usage: profile_pandas.py FOLDER SEED [relations]

Timed: describe of all columns and the value counts of each; with `relations` also Pearson's correlation of the numbers and the count of equal rows.
"""

import sys

import measure

import pandas

folder, _ = measure.data()
relations = sys.argv[3:] == ["relations"]
table = pandas.read_csv(folder / "profile.csv")


def work():
    described = table.describe(include="all")
    counts = {column: table[column].value_counts() for column in table}
    if relations:
        return described, counts, table.corr(numeric_only=True), int(table.duplicated().sum())
    return described, counts, None, None


(described, counts, correlations, duplicates), timing = measure.timed(work)

# Facts that the other side must find too.
numbers = [column for column in table if column[0] != "c"]
metric = {"rows": len(table), "missing": int(table.isna().sum().sum())}
for column in numbers:
    metric[f"{column}_mean"] = float(described.loc["mean", column])
    metric[f"{column}_deviation"] = float(described.loc["std", column])
for column in (column for column in table if column[0] == "c"):
    metric[f"{column}_most"] = int(counts[column].iloc[0])
if relations:
    metric["x0_x1"] = float(correlations.loc["x0", "x1"])
    metric["g0_n0"] = float(correlations.loc["g0", "n0"])
    metric["duplicates"] = duplicates
measure.report(
    "profile-relations" if relations else "profile", "pandas, with corr and duplicated" if relations else "pandas, describe and value counts",
    f"pandas {pandas.__version__}", timing, **metric)
