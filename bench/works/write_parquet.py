"""Writing the table of a Parquet file of 200 MB to a file again."""

from works import checks, parquet_files

TITLE = "Writing a table as a Parquet file of 200 MB"
NEEDS = ["npm:@duckdb/node-api"]
PEERS = [["parquet_duckdb.mjs", "write"]]
GOALS = {"DuckDB": 1.2}
SEEDED = False
GROWTH = 1


def write(folder, scale):
    parquet_files.write("write-parquet", folder, scale)


def check(by_peer):
    return checks.facts(by_peer)
