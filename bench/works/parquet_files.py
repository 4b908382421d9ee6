"""The Parquet files of the works that read and write them, which DuckDB makes from fixed hashes of the row's number."""

import pathlib
import subprocess

# 200 MB with snappy.
ROWS = 4_200_000
PEERS = pathlib.Path(__file__).parent.parent / "peers"


def write(name, folder, scale):
    subprocess.run(["node", PEERS / "parquet_duckdb.mjs", folder, "0", "make", f"{name}:{int(ROWS * scale)}"], check=True)
