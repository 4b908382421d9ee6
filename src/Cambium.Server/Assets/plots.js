// Parameters and metrics of several runs against each other: parallel coordinates, scatter, contour.

import { axis, base, format, mount, palette, SERIES, tooltip } from "./charts.js";

const MOST_AXES = 10;
const AXIS_WIDTH = 80;
const CELLS = 36;
const BANDS = 9;
const canvas = document.querySelector("[data-chart=plot]");
const form = document.getElementById("view");
const note = document.querySelector("[data-plot-note]");
const runs = canvas ? JSON.parse(document.getElementById("plot-data").textContent) : [];

function valueOf(run, key) {
  return run.values[key] ?? null;
}

function isNumeric(key) {
  const values = runs.map(run => valueOf(run, key)).filter(value => value !== null);
  return values.length > 0 && values.every(value => typeof value === "number");
}

function range(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function labelOf(key) {
  return key.slice(key.indexOf(".") + 1);
}

function axisOf(key, colours, isVertical) {
  const made = axis({ name: labelOf(key) }, colours, isVertical);
  return isNumeric(key)
    ? made
    : { ...made, type: "category", scale: undefined, data: [...new Set(runs.map(run => String(valueOf(run, key) ?? "–")))], axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true, width: 90, overflow: "truncate" } };
}

function pointOf(run, key) {
  const value = valueOf(run, key);
  return isNumeric(key) ? value : String(value ?? "–");
}

function scale(colours, values, dimension) {
  const [min, max] = range(values);
  return { type: "continuous", min, max, dimension, calculable: false, orient: "horizontal", left: "center", bottom: 0, itemHeight: 140, itemWidth: 10, precision: 3, text: [format(max), format(min)], inRange: { color: [colours.series[1], colours.series[6], colours.series[2]] }, textStyle: { color: colours.muted }, formatter: format };
}

function choice() {
  return { x: form.elements.px.value, y: form.elements.py.value, z: form.elements.pz.value };
}

function parallel(colours) {
  const { z } = choice();
  const most = Math.min(MOST_AXES, Math.max(3, Math.floor(canvas.clientWidth / AXIS_WIDTH)));
  const keys = [...canvas.dataset.axes.split("\n").filter(key => key !== "" && key !== z).slice(0, most - 1), z];
  const shown = runs.filter(run => valueOf(run, z) !== null);
  return {
    ...base(colours),
    grid: undefined,
    tooltip: { ...base(colours).tooltip, formatter: item => tooltip(shown[item.dataIndex].name, keys.map(key => ({ name: labelOf(key), value: format(valueOf(shown[item.dataIndex], key) ?? "–"), colour: item.color }))) },
    parallel: { left: 40, right: 56, top: 40, bottom: 62 },
    parallelAxis: keys.map((key, dim) => ({
      dim,
      name: labelOf(key),
      nameTextStyle: { color: colours.text, fontSize: 11, width: Math.max(60, canvas.clientWidth / keys.length - 14), overflow: "truncate" },
      axisLine: { lineStyle: { color: colours.muted } },
      axisTick: { lineStyle: { color: colours.line } },
      ...isNumeric(key)
        ? { type: "value", scale: true, axisLabel: { color: colours.muted, fontSize: 10, formatter: format } }
        : { type: "category", data: [...new Set(shown.map(run => String(valueOf(run, key) ?? "–")))], axisLabel: { color: colours.muted, fontSize: 10, width: 70, overflow: "truncate" } },
    })),
    visualMap: scale(colours, shown.map(run => valueOf(run, z)), keys.length - 1),
    series: [{ type: "parallel", smooth: 0.15, lineStyle: { width: 2, opacity: 0.85 }, data: shown.map(run => keys.map(key => pointOf(run, key))) }],
  };
}

function points(shown, x, y, extra) {
  return shown.map(run => ({ name: run.name, value: [pointOf(run, x), pointOf(run, y), ...extra(run)] }));
}

function hint(keys) {
  return item => {
    const run = runs.find(one => one.name === item.name);
    return tooltip(item.name, keys.map(key => ({ name: labelOf(key), value: format(valueOf(run, key) ?? "–"), colour: item.color })));
  };
}

function scatter(colours) {
  const { x, z: y } = choice();
  const shown = runs.filter(run => valueOf(run, x) !== null && valueOf(run, y) !== null);
  return {
    ...base(colours),
    grid: { left: 34, right: 20, top: 16, bottom: 34, containLabel: true },
    tooltip: { ...base(colours).tooltip, formatter: hint([x, y]) },
    xAxis: axisOf(x, colours, false),
    yAxis: axisOf(y, colours, true),
    series: [{ type: "scatter", symbolSize: 12, data: points(shown, x, y, () => []).map(point => ({ ...point, itemStyle: { color: colours.series[runs.findIndex(run => run.name === point.name) % SERIES] } })) }],
  };
}

// Inverse distance weighting, power 2, on axes scaled to their ranges: Shepard, 1968.
function surface(shown, x, y, z) {
  const [xs, ys] = [range(shown.map(run => valueOf(run, x))), range(shown.map(run => valueOf(run, y)))];
  const at = (ends, i) => ends[0] + (ends[1] - ends[0]) * i / CELLS;
  const cells = [];
  for (let i = 0; i < CELLS; i++) {
    for (let j = 0; j < CELLS; j++) {
      let sum = 0;
      let weights = 0;
      for (const run of shown) {
        const dx = (at(xs, i + 0.5) - valueOf(run, x)) / (xs[1] - xs[0]);
        const dy = (at(ys, j + 0.5) - valueOf(run, y)) / (ys[1] - ys[0]);
        const weight = 1 / (dx * dx + dy * dy + 1e-9);
        sum += weight * valueOf(run, z);
        weights += weight;
      }
      cells.push([at(xs, i), at(ys, j), at(xs, i + 1), at(ys, j + 1), sum / weights]);
    }
  }
  return cells;
}

function mixed(colours, share) {
  const ends = [colours.series[1], colours.series[6], colours.series[2]].map(text => text.match(/[\d.]+/g).slice(0, 3).map(Number));
  const [from, to, part] = share < 0.5 ? [ends[0], ends[1], share * 2] : [ends[1], ends[2], share * 2 - 1];
  return `rgb(${from.map((value, i) => Math.round(value + (to[i] - value) * part)).join(" ")})`;
}

function contour(colours) {
  const { x, y, z } = choice();
  const shown = runs.filter(run => [x, y, z].every(key => typeof valueOf(run, key) === "number"));
  const cells = surface(shown, x, y, z);
  const [low, high] = range(shown.map(run => valueOf(run, z)));
  const [xs, ys] = [range(shown.map(run => valueOf(run, x))), range(shown.map(run => valueOf(run, y)))];
  const draw = (_, api) => {
    const start = api.coord([api.value(0), api.value(1)]);
    const end = api.coord([api.value(2), api.value(3)]);
    const band = Math.min(BANDS - 1, Math.floor((api.value(4) - low) / (high - low) * BANDS));
    return { type: "rect", shape: { x: start[0], y: end[1], width: end[0] - start[0] + 1, height: start[1] - end[1] + 1 }, style: { fill: mixed(colours, Math.max(0, band) / (BANDS - 1)) } };
  };
  return {
    ...base(colours),
    grid: { left: 34, right: 20, top: 16, bottom: 74, containLabel: true },
    tooltip: { ...base(colours).tooltip, formatter: hint([x, y, z]) },
    xAxis: { ...axisOf(x, colours, false), min: xs[0], max: xs[1] },
    yAxis: { ...axisOf(y, colours, true), min: ys[0], max: ys[1] },
    visualMap: { ...scale(colours, shown.map(run => valueOf(run, z)), 2), seriesIndex: 1 },
    series: [
      { type: "custom", renderItem: draw, data: cells, silent: true, animation: false, tooltip: { show: false }, z: 1 },
      { type: "scatter", symbolSize: 11, data: points(shown, x, y, run => [valueOf(run, z)]), itemStyle: { borderColor: colours.surface, borderWidth: 2 }, z: 3, clip: false },
    ],
  };
}

// Why a plot cannot be drawn; empty where it can.
function obstacle(kind) {
  const { x, y, z } = choice();
  const having = keys => runs.filter(run => keys.every(key => valueOf(run, key) !== null)).length;
  if (kind === "parallel") {
    return !isNumeric(z) ? `${labelOf(z)} has no numbers to colour by.` : "";
  }
  if (kind === "scatter") {
    return having([x, z]) === 0 ? `No run has both ${labelOf(x)} and ${labelOf(z)}.` : "";
  }
  const texts = [x, y, z].filter(key => !isNumeric(key));
  if (texts.length > 0) {
    return `A contour needs numbers; ${texts.map(labelOf).join(", ")} ${texts.length === 1 ? "has" : "have"} others.`;
  }
  return new Set([x, y, z]).size < 3 ? "A contour needs three different quantities." : having([x, y, z]) < 3 ? "A contour needs at least three runs that have all three quantities." : "";
}

if (canvas) {
  const kinds = { parallel, scatter, contour };
  const redraw = mount(canvas, chart => {
    const kind = form.elements.plot.value;
    const problem = obstacle(kind);
    note.textContent = problem;
    chart.clear();
    if (problem === "") {
      chart.setOption(kinds[kind](palette()), true);
    }
    canvas.setAttribute("aria-label", problem === "" ? `${kind} plot of ${runs.length} runs; their values stand in the table above.` : problem);
  });
  form.addEventListener("cambium-view", redraw);
}
