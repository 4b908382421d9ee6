"""Summarising the same table and what lies between its columns: correlations and equal rows."""

from works import checks, profile

TITLE = "Profile of 1,000,000 rows x 30 columns, with correlations and equal rows"
NEEDS = ["pandas"]
PEERS = [["profile_pandas.py", "relations"]]
GOALS = {"pandas, with corr and duplicated": 0.3}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    profile.write(folder, scale)


def check(by_peer):
    return checks.facts(by_peer)
