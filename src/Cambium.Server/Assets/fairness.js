// The movable threshold of the page of fairness: bars of groups, how far they are apart and the point on the curve follow it. Counts at every threshold and the
// differences come from the server; a rate is one count over another.

import { axis, base, format, mount, palette, tooltip } from "./charts.js";

const Z = 1.959963984540054; // the 97.5 % quantile of the normal distribution
const place = document.querySelector("[data-fairness]");

// Half is rounded up, as the server does: without the little more, 28.45 is a bit less than that to a machine.
function rounded(value, decimals) {
  return (value + Math.sign(value) * 1e-12).toFixed(decimals);
}

function percent(share) {
  return Number.isFinite(share) ? `${rounded(100 * share, 1)}\u202f%` : "n/a";
}

function three(value) {
  return Number.isFinite(value) ? rounded(value, 3).replace(/^-(0\.000)$/, "$1").replace("-", "\u2212") : "n/a";
}

// Wilson's interval of a share.
function wilson(part, whole) {
  const share = part / whole;
  const square = Z * Z / whole;
  const centre = (share + square / 2) / (1 + square);
  const half = Z / (1 + square) * Math.sqrt(share * (1 - share) / whole + square / (4 * whole));
  return [part === 0 ? 0 : Math.max(0, centre - half), part === whole ? 1 : Math.min(1, centre + half)];
}

// What is counted, of how many.
const rates = {
  selection_rate: (group, tp, fp) => [tp + fp, group.positives + group.negatives],
  true_positive_rate: (group, tp) => [tp, group.positives],
  false_positive_rate: (group, tp, fp) => [fp, group.negatives],
  precision: (group, tp, fp) => [tp, tp + fp],
  accuracy: (group, tp, fp) => [tp + group.negatives - fp, group.positives + group.negatives],
};

// The state is a place among the thresholds, or null for the model's own calls.
function countsAt(group, at) {
  return at === null ? group.own : [group.tp[at], group.fp[at]];
}

function moveBar(row, part, whole) {
  const [low, high] = whole > 0 ? wilson(part, whole) : [0, 0];
  const share = whole > 0 ? part / whole : NaN;
  row.querySelector(".fill").setAttribute("width", whole > 0 ? 100 * share : 0);
  const range = row.querySelector(".range");
  range.setAttribute("x", 100 * low);
  range.setAttribute("width", 100 * (high - low));
  row.querySelector(".share").textContent = percent(share);
  row.querySelector("td .key").textContent = whole > 0 ? `${rounded(100 * low, 1)} to ${rounded(100 * high, 1)}` : "";
}

function moveBars(spec, at) {
  const selected = spec.groups.filter(group => group.isCompared).map(group => rates.selection_rate(group, ...countsAt(group, at))).map(([part, whole]) => part / whole);
  const rule = 100 * spec.fourFifths * Math.max(...selected);
  for (const figure of place.querySelectorAll("[data-rate]")) {
    const rate = rates[figure.dataset.rate];
    for (const row of rate ? figure.querySelectorAll("[data-group]") : []) {
      const group = spec.groups[row.dataset.group];
      moveBar(row, ...rate(group, ...countsAt(group, at)));
      row.querySelector(".rule")?.setAttribute("x", rule);
    }
  }
}

function valuesAt(spec, at) {
  const values = new Map([["accuracy", at === null ? spec.ownAccuracy : spec.accuracy[at]]]);
  spec.unfairness.forEach((one, i) => values.set(one.name, at === null ? one.own : spec.figures[at][i]));
  if (at !== null) {
    values.set("demographic_parity_ratio", spec.ratios[at]);
  }
  return values;
}

function moveTable(spec, at) {
  const values = valuesAt(spec, at);
  for (const row of document.querySelectorAll("[data-figure]")) {
    const name = row.dataset.figure;
    const own = row.querySelector(".moved + td").textContent;
    row.querySelector(".moved").textContent = at === null || at === spec.own ? own : values.has(name) ? three(values.get(name) ?? NaN) : "";
  }
}

function says(spec, at) {
  const values = valuesAt(spec, at);
  const whose = at === null || at === spec.own ? "The model's own calls" : `At ${spec.thresholds[at]}`;
  return `${whose}: accuracy ${percent(values.get("accuracy") ?? NaN)}; selection rates ${three(values.get("demographic_parity_difference") ?? NaN)} apart, true positive rates `
    + `${three(values.get("equal_opportunity_difference") ?? NaN)}, false positive rates ${three(values.get("false_positive_rate_difference") ?? NaN)}.`;
}

function point(name, x, y, symbol, size, colour, fill) {
  return { type: "scatter", name, data: x === null || y === null ? [] : [[x, y]], symbol, symbolSize: size, itemStyle: { color: fill, borderColor: colour, borderWidth: 2.5 }, z: 4 };
}

function curve(spec, at, which, colours) {
  const unfairness = spec.unfairness[which];
  const line = spec.thresholds.map((threshold, i) => [spec.figures[i][which], spec.accuracy[i], threshold]).filter(([x]) => x !== null);
  const values = valuesAt(spec, at);
  return {
    ...base(colours),
    grid: { left: 38, right: 24, top: 34, bottom: 30, containLabel: true },
    legend: { top: 0, left: 0, icon: "circle", itemWidth: 10, data: ["The model's own calls", "The threshold above"], textStyle: { color: colours.text, fontSize: 12 } },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: item => tooltip(item.value.length > 2 ? `Threshold ${format(item.value[2])}` : item.seriesName, [
        { name: unfairness.title, value: three(item.value[0]), colour: item.color },
        { name: "Accuracy", value: three(item.value[1]), colour: item.color },
      ]),
    },
    xAxis: { ...axis({ name: unfairness.title, min: 0 }, colours, false), scale: true },
    yAxis: axis({ name: "Accuracy" }, colours, true),
    series: [
      { type: "line", name: "Every threshold", data: line, showSymbol: true, symbol: "circle", symbolSize: 4, lineStyle: { width: 1.5, color: colours.series[7] }, itemStyle: { color: colours.series[7] }, z: 2 },
      point("The model's own calls", unfairness.own, spec.ownAccuracy, "diamond", 13, colours.series[0], colours.series[0]),
      point("The threshold above", values.get(unfairness.name), values.get("accuracy"), "circle", 16, colours.series[2], "transparent"),
    ],
  };
}

function begin() {
  const spec = JSON.parse(place.querySelector("script").textContent);
  const panel = place.querySelector(".threshold");
  const [slider, output, own] = [panel.querySelector("input"), panel.querySelector("output"), panel.querySelector("button")];
  const choice = document.getElementById("unfairness");
  const canvas = document.querySelector("[data-own=fairness-curve]");
  let at = spec.own;
  const redraw = mount(canvas, chart => chart.setOption({ ...curve(spec, at, Number(choice.value), palette()), animation: false }, true));

  const show = () => {
    const name = at === null ? "own calls" : format(spec.thresholds[at]);
    output.textContent = name;
    slider.setAttribute("aria-valuetext", at !== null && at === spec.own ? `${name}, the model's own` : name);
    own.disabled = at === spec.own;
    panel.querySelector("p").textContent = says(spec, at);
    moveBars(spec, at);
    moveTable(spec, at);
    redraw();
  };
  slider.addEventListener("input", () => {
    at = Number(slider.value);
    show();
  });
  own.addEventListener("click", () => {
    at = spec.own;
    slider.value = at ?? slider.value;
    show();
    slider.focus();
  });
  choice.addEventListener("change", show);
  // A browser may keep where the range stood before the page was loaded again.
  slider.value = slider.defaultValue;
  choice.value = "0";
  for (const hidden of [panel, choice.parentElement, ...document.querySelectorAll(".apart .moved")]) {
    hidden.hidden = false;
  }
  show();
}

function whiskers(points, colours) {
  return {
    type: "custom",
    silent: true,
    z: 1,
    tooltip: { show: false },
    data: points.flatMap(one => [...one.across ? [[one.across[0], one.y, one.across[1], one.y]] : [], ...one.along ? [[one.x, one.along[0], one.x, one.along[1]]] : []]),
    encode: { x: [0, 2], y: [1, 3] },
    renderItem: (params, api) => {
      const [from, to] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(2), api.value(3)])];
      return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colours.line, lineWidth: 1.2, fill: "none" } };
    },
  };
}

// Points bear the numbers of the table, which do not collide as names do; those that lie on each other share a label.
function numbers(points) {
  const at = one => `${three(one.x)} ${three(one.y)}`;
  const groups = Map.groupBy(points, at);
  return points.map(one => groups.get(at(one))[0] === one ? groups.get(at(one)).map(own => own.number).join(", ") : "");
}

function tradeOff(spec, colours) {
  const labels = numbers(spec.points);
  const marks = spec.points.map((one, i) => ({
    value: [one.x, one.y],
    name: `${one.number} ${one.label}`,
    symbolSize: one.chosen ? 16 : 8,
    itemStyle: one.chosen ? { color: "transparent", borderColor: colours.series[2], borderWidth: 2.5 } : { color: colours.series[0] },
    label: { show: labels[i] !== "", formatter: labels[i] },
  }));
  return {
    ...base(colours),
    grid: { left: 38, right: 24, top: 24, bottom: 30, containLabel: true },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: item => tooltip(item.name, [{ name: spec.figure, value: three(item.value[0]), colour: item.color }, { name: spec.score, value: three(item.value[1]), colour: item.color }]),
    },
    xAxis: axis({ name: spec.figure }, colours, false),
    yAxis: axis({ name: spec.score }, colours, true),
    series: [
      whiskers(spec.points, colours),
      { type: "scatter", data: marks, label: { show: true, position: "top", color: colours.text, fontSize: 12, fontWeight: 600 }, labelLayout: { hideOverlap: true }, z: 3 },
    ],
  };
}

for (const canvas of document.querySelectorAll("[data-own=trade-off]")) {
  const spec = JSON.parse(canvas.nextElementSibling.textContent);
  mount(canvas, chart => chart.setOption(tradeOff(spec, palette()), true));
}

if (place?.querySelector("script")) {
  begin();
}
