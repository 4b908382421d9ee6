// Does what a test asks of other readers and writers of Parquet. Reads a list of steps as JSON from the standard input, and writes a list of answers.
import { readFileSync, writeFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import * as wasm from "parquet-wasm/node";

const database = await (await DuckDBInstance.create(":memory:")).connect();
await database.run("SET threads = 2");

const steps = {
  // Rows of DuckDB.
  sql: async ({ sql }) => (await database.runAndReadAll(sql)).getRows().map((row) => row.map(plainValue)),

  // Rows as hyparquet gives them.
  hyparquet: async ({ file }) => (await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })).map(plain),

  // Reads with parquet-wasm and writes again, with the properties that calls of its builder set.
  rewrite: ({ from, to, properties }) => {
    let builder = new wasm.WriterPropertiesBuilder();
    for (const [name, value] of Object.entries(properties)) {
      builder = Array.isArray(value) ? builder[name](...value.map(constant)) : builder[name](constant(value));
    }
    writeFileSync(to, wasm.writeParquet(wasm.readParquet(readFileSync(from)), builder.build()));
    return [];
  },
};

function constant(value) {
  const [type, name] = typeof value === "string" ? value.split(".") : [];
  return name === undefined ? value : wasm[type][name];
}

function plain(row) {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value) {
  if (value === null || value === undefined) {
    return null;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === "number" ? (Object.is(value, -0) ? "-0" : String(value)) : String(value);
}

const answers = [];
for (const step of JSON.parse(readFileSync(0, "utf8"))) {
  answers.push(await steps[step.op](step));
}
process.stdout.write(JSON.stringify(answers));
