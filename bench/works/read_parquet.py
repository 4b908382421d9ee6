"""Reading a Parquet file of 200 MB that DuckDB wrote into a typed table."""

from works import checks, parquet_files

TITLE = "Reading a Parquet file of 200 MB into a typed table"
NEEDS = ["npm:@duckdb/node-api"]
PEERS = [["parquet_duckdb.mjs", "read"]]
GOALS = {"DuckDB": 1.2}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    parquet_files.write("read-parquet", folder, scale)


def check(by_peer):
    return checks.facts(by_peer)
