// Explained rows over all columns, one column, and one row: beeswarm and dependence here, the row in onerow.js.

import { axis, base, format, mount, palette, SERIES, tooltip } from "./charts.js";
import { drawRow } from "./onerow.js";
import { coloursOf, data, fill, HIGH, LOW, remember, textOf } from "./shapdata.js";

const DRAWN = 20;
const CELLS = 120;
const state = { column: data.column, colour: data.colour, row: data.row };
const find = name => document.querySelector(`[data-shap-${name}]`);
// Those that count most for this class.
const shown = [...data.columns.keys()].sort((a, b) => (data.columns[b].magnitude ?? 0) - (data.columns[a].magnitude ?? 0)).slice(0, DRAWN);
const canvasOf = name => document.querySelector(`[data-chart=${name}]`);

// Points of about the same place stand above and below each other.
function spread(values, low, high) {
  const counts = new Map();
  const cells = values.map(value => value === null ? null : Math.floor((value - low) / (high - low || 1) * CELLS));
  for (const cell of cells) {
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const step = Math.min(0.12, 0.42 / Math.ceil(most / 2));
  const met = new Map();
  return cells.map(cell => {
    const place = met.get(cell) ?? 0;
    met.set(cell, place + 1);
    return (place % 2 === 0 ? 1 : -1) * Math.ceil(place / 2) * step;
  });
}

function labelsOf(canvas) {
  return canvas.clientWidth < 500 ? 96 : 170;
}

// The room that names take; the axis of numbers measures its own ticks instead of the names beside the lines.
function roomOf(canvas, names, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${font}`;
  return Math.ceil(Math.min(labelsOf(canvas), Math.max(...names.map(name => pen.measureText(name).width)))) + 14;
}

function beeswarm(canvas, colours) {
  const all = shown.flatMap(place => data.columns[place].shap).filter(value => value !== null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const points = shown.flatMap((of, line) => {
    const column = data.columns[of];
    const [offsets, own] = [spread(column.shap, low, high), coloursOf(column, colours)];
    return column.shap.flatMap((value, row) => value === null ? [] : [{ value: [value, line + offsets[row]], column: of, row, itemStyle: { color: own[row] } }]);
  });
  return {
    ...base(colours),
    animation: false,
    grid: { left: roomOf(canvas, shown.map(place => data.columns[place].name), colours.font), right: 18, top: 6, bottom: 48, containLabel: false },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: ({ data: point, color }) => tooltip(`Row ${data.numbers[point.row]}`, [
        { name: data.columns[point.column].name, value: textOf(data.columns[point.column], point.row), colour: color },
        { name: "SHAP value", value: format(point.value[0]), colour: color },
      ]),
    },
    xAxis: { ...axis({ name: canvas.clientWidth < 500 ? "SHAP value" : `SHAP value: how far ${data.name} moves` }, colours, false), axisLine: { onZero: false, lineStyle: { color: colours.line } }, splitLine: { show: true, lineStyle: { color: colours.line } } },
    yAxis: {
      type: "value",
      inverse: true,
      min: -0.7,
      max: shown.length - 0.3,
      axisLabel: { customValues: [...shown.keys()], formatter: line => data.columns[shown[line]]?.name ?? "", color: colours.text, fontSize: 12, width: labelsOf(canvas), overflow: "truncate" },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: false },
    },
    series: [{
      type: "scatter",
      progressive: 0,
      symbolSize: 6,
      data: points,
      itemStyle: { opacity: 0.85 },
      markLine: { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { type: "solid", color: colours.muted }, data: [{ xAxis: 0 }] },
    }],
  };
}

// A small, always equal offset, so that rows of one level can be told apart.
function jitter(row) {
  return ((row * 0.618034) % 1 - 0.5) * 0.5;
}

function dependence(colours) {
  const column = data.columns[state.column];
  const partner = data.columns[state.colour];
  const own = partner ? coloursOf(partner, colours) : column.shap.map(() => colours.series[0]);
  const names = column.levels ?? (column.kind === "text" ? [...new Set(column.texts)] : null);
  const isMoment = column.kind === "moment";
  const at = row => column.levels ? column.values[row] : column.kind === "text" ? names.indexOf(column.texts[row]) : isMoment && column.values[row] !== null ? column.values[row] * 86400000 : column.values[row];
  const points = column.shap.flatMap((value, row) => value === null || at(row) === null ? [] : [{ value: [names ? at(row) + jitter(row) : at(row), value], row, itemStyle: { color: own[row] } }]);
  const places = names?.map((_, place) => place);
  return {
    ...base(colours),
    animation: false,
    grid: { left: 38, right: 20, top: 12, bottom: 34, containLabel: true },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: ({ data: point, color }) => tooltip(`Row ${data.numbers[point.row]}`, [
        { name: column.name, value: textOf(column, point.row), colour: color },
        { name: "SHAP value", value: format(point.value[1]), colour: color },
        ...partner && partner !== column ? [{ name: partner.name, value: textOf(partner, point.row), colour: color }] : [],
      ]),
    },
    xAxis: names
      ? { ...axis({ name: column.name, min: -0.6, max: names.length - 0.4 }, colours, false), axisLabel: { customValues: places, formatter: place => names[place] ?? "", color: colours.muted, fontSize: 11, hideOverlap: true, width: 110, overflow: "truncate" } }
      : isMoment ? { ...axis({ name: column.name }, colours, false), type: "time", axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true } } : axis({ name: column.name }, colours, false),
    yAxis: axis({ name: "SHAP value" }, colours, true),
    series: [{ type: "scatter", symbolSize: 8, data: points, itemStyle: { opacity: 0.85 }, markLine: { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { type: "dashed", color: colours.muted }, data: [{ yAxis: 0 }] } }],
  };
}

function swatch(colour, text) {
  const item = document.createElement("span");
  item.className = "legend-item";
  const mark = document.createElement("span");
  mark.className = "swatch";
  mark.style.backgroundColor = colour;
  item.append(mark, document.createTextNode(text));
  return item;
}

// What the colours of the dependence mean.
function tellColours(colours) {
  const place = find("legend");
  const partner = data.columns[state.colour];
  if (!partner) {
    place.replaceChildren();
    return;
  }
  const known = partner.values.filter(value => value !== null);
  const items = partner.levels
    ? partner.levels.map((level, i) => swatch(colours.series[i % SERIES], level))
    : partner.kind === "text" || known.length === 0
      ? [swatch(colours.muted, "has no order to colour by")]
      : [swatch(colours.series[LOW], `low, from ${edgeOf(partner, Math.min(...known))}`), swatch(colours.series[HIGH], `high, to ${edgeOf(partner, Math.max(...known))}`)];
  const missing = partner.kind !== "text" && partner.values.includes(null) ? [swatch(colours.muted, "missing")] : [];
  place.replaceChildren(document.createTextNode(`${partner.name}: `), ...items, ...missing);
}

function edgeOf(column, value) {
  return textOf(column, column.values.indexOf(value));
}

function tellColumn() {
  const [column, partner] = [data.columns[state.column], data.columns[state.colour]];
  find("title").textContent = column.name;
  document.querySelector("[data-shap-head=column]").textContent = column.name;
  document.querySelector("[data-shap-head=colour]").textContent = partner?.name ?? "";
  const missing = column.kind === "text" ? 0 : column.values.filter(value => value === null).length;
  find("missing").textContent = missing === 0 ? "" : `${missing} ${missing === 1 ? "row" : "rows"} without a value: in the table only.`;
  fill(document.querySelector("[data-shap-table=dependence]"), data.numbers.map((number, row) => [String(number), textOf(column, row), column.shap[row] ?? "n/a", partner ? textOf(partner, row) : ""]));
}

const draw = {
  beeswarm: mount(canvasOf("beeswarm"), chart => chart.setOption(beeswarm(canvasOf("beeswarm"), palette()), true)),
  dependence: mount(canvasOf("dependence"), chart => {
    const colours = palette();
    chart.setOption(dependence(colours), true);
    tellColours(colours);
  }),
};

function chooseColumn(place, colour) {
  state.column = place;
  state.colour = colour;
  find("column").value = data.columns[place].name;
  find("colour").value = data.columns[colour]?.name ?? "-";
  remember("column", data.columns[place].name);
  remember("colour", data.columns[colour]?.name ?? "-");
  tellColumn();
  draw.dependence();
}

function chooseRow(row) {
  state.row = row;
  find("row").value = String(data.numbers[row]);
  remember("row", String(data.numbers[row]));
  drawRow(row);
}

const placeOf = name => data.columns.findIndex(column => column.name === name);

find("column").addEventListener("change", event => {
  const place = placeOf(event.target.value);
  chooseColumn(place, data.columns[place].partner);
});
find("colour").addEventListener("change", event => chooseColumn(state.column, placeOf(event.target.value)));
find("row").addEventListener("change", event => chooseRow(data.numbers.indexOf(Number(event.target.value))));
document.querySelector("[data-class-menu] select")?.addEventListener("change", event => event.target.form.requestSubmit());
for (const form of document.querySelectorAll("[data-shap-form]")) {
  form.addEventListener("submit", event => event.preventDefault());
}
for (const hint of document.querySelectorAll("[data-script]")) {
  hint.hidden = false;
}

globalThis.echarts.getInstanceByDom(canvasOf("beeswarm")).on("click", ({ data: point }) => {
  if (point?.row !== undefined) {
    chooseColumn(point.column, data.columns[point.column].partner);
    chooseRow(point.row);
  }
});
globalThis.echarts.getInstanceByDom(canvasOf("dependence")).on("click", ({ data: point }) => {
  if (point?.row !== undefined) {
    chooseRow(point.row);
  }
});

tellColumn();
drawRow(state.row);
