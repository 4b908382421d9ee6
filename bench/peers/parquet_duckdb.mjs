// DuckDB on Parquet. Usage: parquet_duckdb.mjs FOLDER ROUND make ROWS | read | write
//
// Timed for read: a statement that reads the file into a new table in memory. For write: COPY of such a table into a file, snappy.
import { rmSync } from "node:fs";
import duckdb, { DuckDBInstance } from "@duckdb/node-api";
import { report, timed } from "./measure.mjs";

const [folder, , what, rows] = process.argv.slice(2);
const database = await (await DuckDBInstance.create(":memory:")).connect();
await database.run("SET threads = 2");
const version = `DuckDB ${duckdb.version()}`;

if (what === "make") {
  const file = `${folder}/${rows.split(":")[0]}.parquet`;
  await make(Number(rows.split(":")[1]), file);
} else if (what === "read") {
  const read = `CREATE OR REPLACE TABLE t AS SELECT * FROM read_parquet('${folder}/read-parquet.parquet')`;
  const timing = await timed(() => database.run(read));
  report("read-parquet", "DuckDB", version, timing, await facts("t"));
} else {
  const written = `${folder}/write-parquet-duckdb.out`;
  await database.run(`CREATE TABLE t AS SELECT * FROM read_parquet('${folder}/write-parquet.parquet')`);
  const timing = await timed(() => database.run(`COPY t TO '${written}' (FORMAT parquet, COMPRESSION snappy)`));
  report("write-parquet", "DuckDB", version, timing, await facts(`read_parquet('${written}')`));
  rmSync(written);
}

/** Ten columns: two integers, three floats of different precision, two categories, free text, a boolean, a date-time. */
async function make(count, file) {
  const words = "the a of order late early arrived broken box label missing customer called again returned unit two three refund approved waiting for parts from warehouse driver left note at door no answer signature photo taken café naïve";
  const random = (salt) => `(hash(i * 16 + ${salt}) / 18446744073709551616.0)`;
  const pick = (list, salt) => `${list}[1 + (${random(salt)} * len(${list}))::INT % len(${list})]`;
  await database.run(`CREATE TABLE words AS SELECT string_split('${words}', ' ') AS w, ['new', 'paid', 'packed', 'shipped', 'delivered', 'returned'] AS s`);
  await database.run(`COPY (SELECT
      i + 1 AS id,
      CASE WHEN ${random(0)} < 0.02 THEN NULL ELSE (-12 * ln(${random(1)} + 1e-9))::BIGINT END AS quantity,
      round(exp(3.5 + 1.2 * (${random(2)} + ${random(3)} + ${random(4)} - 1.5) * 2), 2) AS price,
      (${random(5)} - 0.5) * 866 AS reading,
      CASE WHEN ${random(6)} < 0.05 THEN NULL ELSE round(exp(-3 + 8 * (${random(7)} - 0.5)), 6) END AS ratio,
      CASE WHEN ${random(8)} < 0.01 THEN NULL ELSE ${pick("s", 9)} END AS status,
      CASE WHEN ${random(10)} < 0.03 THEN NULL ELSE 'city ' || (1576 * pow(${random(11)}, 3))::INT END AS city,
      ${pick("w", 12)} || ' ' || ${pick("w", 13)} || ' ' || ${pick("w", 14)} || CASE WHEN i % 3 = 0 THEN '' ELSE ' ' || ${pick("w", 15)} || ', no. ' || (hash(i) % 100000) END AS note,
      hash(i * 3) % 10 < 7 AS active,
      make_timestamp(1640995200000000 + (hash(i * 5) % 94608000)::BIGINT * 1000000) AS created
    FROM range(${count}) r(i), words) TO '${file}' (FORMAT parquet, COMPRESSION snappy)`);
}

/** What the other side must find too. */
async function facts(table) {
  const sums = ["id", "quantity", "price", "reading", "ratio"].map((column) => `sum(${column})::DOUBLE AS ${column}_sum`);
  const missing = ["quantity", "ratio", "status", "city"].map((column) => `count(*) FILTER (${column} IS NULL) AS ${column}_missing`);
  const distinct = ["status", "city"].map((column) => `count(DISTINCT ${column}) AS ${column}_distinct`);
  const others = ["sum(length(note)) AS note_characters", "count(*) FILTER (active) AS active_true", "sum(epoch(created)::BIGINT) AS created_seconds"];
  const answer = await database.runAndReadAll(`SELECT count(*) AS rows, ${[...sums, ...missing, ...distinct, ...others].join(", ")} FROM ${table}`);
  return Object.fromEntries(Object.entries(answer.getRowObjects()[0]).map(([name, value]) => [name, Number(value)]));
}
