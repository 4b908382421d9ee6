// DuckDB at the works on tables. Usage: node relations_duckdb.mjs FOLDER ROUND group-by|join|sort
// Timed: the one statement, from tables in memory to a table in memory; categories are ENUMs. As measure.py has it: repeated until 3 seconds have passed, 9 times at most.
import { readFileSync } from "node:fs";
import { DuckDBDataChunk, DuckDBInstance, BIGINT, DOUBLE, INTEGER, version } from "@duckdb/node-api";

const [folder, , work] = process.argv.slice(2);
const threads = 2, enough = 3, repeats = 9, long = 10, rowsOfChunk = 2048;
const kinds = { category: ["i32", Int32Array, INTEGER], whole: ["i64", BigInt64Array, BIGINT], number: ["f64", Float64Array, DOUBLE] };
const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
const connection = await instance.connect();

async function load(name, table) {
  const { rows, columns } = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
  const types = columns.map(column => kinds[column.kind][2]);
  const values = columns.map(column => {
    const [suffix, array] = kinds[column.kind];
    const bytes = readFileSync(`${folder}/${name}-${column.name}.${suffix}`);
    return new array(bytes.buffer, bytes.byteOffset, bytes.length / array.BYTES_PER_ELEMENT);
  });
  await connection.run(`create table raw_${table} (${columns.map((column, i) => `${column.name} ${types[i]}`).join(", ")})`);
  const appender = await connection.createAppender(`raw_${table}`);
  for (let start = 0; start < rows; start += rowsOfChunk) {
    const count = Math.min(rowsOfChunk, rows - start);
    const chunk = DuckDBDataChunk.create(types, count);
    values.forEach((array, i) => chunk.setColumnValues(i, array.subarray(start, start + count)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const selected = [];
  for (const column of columns) {
    if (column.kind === "category") {
      const levels = Array.from({ length: column.levels }, (_, level) => `'L${String(level).padStart(4, "0")}'`);
      await connection.run(`create type ${table}_${column.name} as enum (${levels.join(", ")})`);
      selected.push(`('L' || lpad(${column.name}::varchar, 4, '0'))::${table}_${column.name} as ${column.name}`);
    } else {
      selected.push(column.kind === "number" ? `nullif(${column.name}, 'NaN'::double) as ${column.name}` : column.name);
    }
  }
  await connection.run(`create table ${table} as select ${selected.join(", ")} from raw_${table}`);
  await connection.run(`drop table raw_${table}`);
}

const statements = {
  "group-by": "select city, year, sum(price) as total, avg(price) as mean, min(area) as least, max(area) as most from t group by city, year",
  "join": "select t.customer, amount, score, segment from t join c using (customer)",
  "sort": "select * from t order by city, price desc",
};
const facts = {
  "group-by": "select count(*) as rows, sum(total) as total, sum(mean) as mean, sum(least) as least, sum(most) as most from result",
  "join": "select count(*) as rows, sum(amount) as amount, sum(score) as score, sum(enum_code(segment)) as segment from result",
  "sort": "select count(*) as rows, sum(id::double * (rowid % 1009)) as id, sum(area * (rowid % 1009)) as area from result",
};
await load(work, "t");
if (work === "join") {
  await load("join-customers", "c");
}

const taken = [], processors = [];
let peak;
while (taken.length === 0 || (taken.length === 1 && taken[0] < long) || (taken.reduce((sum, one) => sum + one, 0) < enough && taken.length <= repeats)) {
  await connection.run("drop table if exists result");
  const [started, used] = [process.hrtime.bigint(), process.cpuUsage()];
  await connection.run(`create table result as ${statements[work]}`);
  taken.push(Number(process.hrtime.bigint() - started) / 1e9);
  const { user, system } = process.cpuUsage(used);
  processors.push((user + system) / 1e6);
  peak ??= process.resourceUsage().maxRSS / 1024;
}

const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[sorted.length >> 1] + sorted[(sorted.length - 1) >> 1]) / 2;
};
const reader = await connection.runAndReadAll(facts[work]);
const metric = Object.fromEntries(Object.entries(reader.getRowObjects()[0]).map(([name, value]) => [name, Number(value)]));
const later = values => (values.length > 1 ? values.slice(1) : values);
console.log(JSON.stringify({
  work, peer: "DuckDB", version: `DuckDB ${version()}`, seconds: median(later(taken)), first_seconds: taken[0], cpu_seconds: median(later(processors)), peak_rss_mib: peak, metric,
}));
process.exit(0);
