// DuckDB's reader of CSV. Usage: csv_duckdb.mjs FOLDER ROUND
//
// Timed: a statement that reads the file, types found by DuckDB, into a new table in memory.
import duckdb, { DuckDBInstance } from "@duckdb/node-api";
import { report, timed } from "./measure.mjs";

const [folder] = process.argv.slice(2);
const database = await (await DuckDBInstance.create(":memory:")).connect();
await database.run("SET threads = 2");
const read = `CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('${folder}/read-csv.csv')`;
const timing = await timed(() => database.run(read));
report("read-csv", "DuckDB", `DuckDB ${duckdb.version()}`, timing, await facts());

/** What the other side must find too. */
async function facts() {
  const sums = ["id", "quantity", "price", "reading", "ratio"].map((column) => `sum(${column})::DOUBLE AS ${column}_sum`);
  const missing = ["quantity", "ratio", "status", "city"].map((column) => `count(*) FILTER (${column} IS NULL) AS ${column}_missing`);
  const distinct = ["status", "city"].map((column) => `count(DISTINCT ${column}) AS ${column}_distinct`);
  const others = ["sum(length(note)) AS note_characters", "count(*) FILTER (active) AS active_true", "sum(epoch(created)::BIGINT) AS created_seconds"];
  const answer = await database.runAndReadAll(`SELECT count(*) AS rows, ${[...sums, ...missing, ...distinct, ...others].join(", ")} FROM t`);
  return Object.fromEntries(Object.entries(answer.getRowObjects()[0]).map(([name, value]) => [name, Number(value)]));
}
