// The explained rows of a page, and what its drawings share: values as texts and colours, tables, the address.

import { format, SERIES } from "./charts.js";

const element = document.getElementById("shap-data");
const data = element ? JSON.parse(element.textContent) : null;
const LOW = 1;
const HIGH = 4;

function textOf(column, row) {
  if (column.texts) {
    return column.texts[row];
  }
  const value = column.values[row];
  return value === null ? "missing" : column.levels ? column.levels[value] : format(value);
}

// Where a value stands between the lowest and highest twentieth, from 0 to 1, so that single extreme values leave the others their colours.
function placesOf(column) {
  const sorted = column.values.filter(value => value !== null).sort((a, b) => a - b);
  const at = share => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = sorted.length === 0 || at(0.05) === at(0.95) ? [sorted[0], sorted.at(-1)] : [at(0.05), at(0.95)];
  return column.values.map(value => value === null ? null : high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5);
}

function parts(colour) {
  return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
}

function mixed(colours, share) {
  const [from, to] = [parts(colours.series[LOW]), parts(colours.series[HIGH])];
  return `rgb(${from.map((value, i) => Math.round(value + (to[i] - value) * share)).join(" ")})`;
}

// A colour a row: low to high for numbers, one a level for categories, grey where nothing is known.
function coloursOf(column, colours) {
  if (column.kind === "text") {
    return column.values.map(() => colours.muted);
  }
  if (column.levels) {
    return column.values.map(value => value === null ? colours.muted : colours.series[value % SERIES]);
  }
  return placesOf(column).map(place => place === null ? colours.muted : mixed(colours, place));
}

function cell(name, text, isNumber) {
  const made = document.createElement(name);
  made.textContent = text;
  if (name === "th") {
    made.scope = "row";
  }
  if (isNumber) {
    made.className = "num";
  }
  return made;
}

// Rows of texts; numbers among them stand to the right.
function fill(body, rows) {
  body.replaceChildren(...rows.map(values => {
    const row = document.createElement("tr");
    row.append(...values.map((value, i) => cell(i === 0 ? "th" : "td", typeof value === "number" ? format(value) : value ?? "", typeof value === "number")));
    return row;
  }));
}

// The address is the page's whole state; the forms of other parts carry it on.
function remember(name, value) {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, "", url);
  for (const form of document.querySelectorAll("main form[method=get]")) {
    const field = form.elements.namedItem(name);
    if (field === null) {
      const made = document.createElement("input");
      Object.assign(made, { type: "hidden", name, value });
      form.append(made);
    } else if (field.type === "hidden") {
      field.value = value;
    }
  }
}

// With a script the choice itself shows what is chosen.
for (const button of document.querySelectorAll("[data-plain]")) {
  button.hidden = true;
}

export { coloursOf, data, fill, HIGH, LOW, mixed, remember, textOf };
