// Metrics of several runs laid over each other. The controls' state is the page's address; the points come sampled from the server, and come again
// whenever live.js has refreshed the page.

import { axis, base, format, mount, palette, SERIES, tooltip } from "./charts.js";

const POINTS = 600;
const place = document.querySelector("[data-explorer]");
const form = document.getElementById("view");
const samples = new Map();
const redraws = new Map();

function chosenMetrics() {
  return [...document.querySelectorAll("input[name=metric]:checked")].map(box => box.value);
}

function settings() {
  const value = name => form.elements[name];
  return { x: value("x").value, smooth: Number(value("smooth").value), logX: value("logx").checked, logY: value("logy").checked };
}

async function load(metric) {
  const ids = place.dataset.ids;
  const answer = await fetch(`/api/runs/metrics?ids=${ids}&metric=${encodeURIComponent(metric)}&points=${POINTS}`);
  if (!answer.ok) {
    throw new Error(`The points of ${metric} could not be read: ${answer.status}.`);
  }
  samples.set(metric, (await answer.json()).runs);
}

function xOf(run, [step, time], kind) {
  return kind === "step" ? step : kind === "wall" ? time : (time - run.points[0][1]) / 1000;
}

// An exponential mean that is not drawn towards 0 at its beginning: Kingma and Ba, 2015, section 3.
function smoothed(points, weight) {
  let mean = 0;
  let share = 0;
  return points.map(([x, y]) => {
    mean = weight * mean + (1 - weight) * y;
    share = weight * share + (1 - weight);
    return [x, mean / share];
  });
}

function linesOf(run, index, { x, smooth, logX, logY }, colours) {
  const colour = colours.series[index % SERIES];
  const points = run.points
    .map(point => [xOf(run, point, x), point[2]])
    .filter(([at, value]) => value !== null && !(logX && at <= 0) && !(logY && value <= 0))
    .sort((a, b) => a[0] - b[0]);
  const line = {
    type: "line",
    name: run.name,
    showSymbol: points.length < 15,
    symbol: "circle",
    symbolSize: 6,
    itemStyle: { color: colour },
    emphasis: { focus: "series" },
    z: 3,
  };
  return smooth > 0
    ? [
        { ...line, data: points, showSymbol: false, silent: true, lineStyle: { width: 1, color: colour, opacity: 0.25 }, z: 2, isRaw: true },
        { ...line, data: smoothed(points, smooth), lineStyle: { width: 2, color: colour } },
      ]
    : [{ ...line, data: points, lineStyle: { width: 2, color: colour } }];
}

function xAxis({ x, logX }, colours) {
  const names = { step: "Step", relative: "Seconds since the first point", wall: "Wall clock" };
  const made = axis({ name: names[x], whole: x === "step" }, colours, false);
  if (x === "wall") {
    return { ...made, type: "time", minInterval: undefined, axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true } };
  }
  return logX ? { ...made, type: "log", minInterval: undefined, min: "dataMin", max: "dataMax" } : made;
}

function titleOf(value, { x }) {
  return x === "wall" ? new Date(value).toLocaleString() : x === "step" ? `Step ${format(value)}` : `${format(value)} s`;
}

function option(metric) {
  const colours = palette();
  const set = settings();
  const runs = samples.get(metric) ?? [];
  const series = runs.flatMap((run, i) => linesOf(run, i, set, colours));
  const y = axis({ name: "" }, colours, true);
  return {
    ...base(colours),
    grid: { left: 8, right: 16, top: 34, bottom: 30, containLabel: true },
    legend: { type: "scroll", top: 0, left: 0, right: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, data: runs.map(run => run.name), textStyle: { color: colours.text, fontSize: 12 }, pageTextStyle: { color: colours.muted }, pageIconColor: colours.text, pageIconInactiveColor: colours.line },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: colours.muted, type: "dotted" } },
      formatter: items => tooltip(
        titleOf(items[0].axisValue, set),
        items.filter(item => !series[item.seriesIndex].isRaw).map(item => ({ name: item.seriesName, value: format(item.value[1]), colour: item.color })),
      ),
    },
    xAxis: xAxis(set, colours),
    yAxis: set.logY ? { ...y, type: "log", min: "dataMin", max: "dataMax" } : y,
    series: series.map(({ isRaw, ...rest }) => rest),
  };
}

function figureOf(metric) {
  const figure = document.createElement("figure");
  figure.className = "chart";
  figure.dataset.metric = metric;
  const caption = document.createElement("figcaption");
  caption.textContent = metric;
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  canvas.dataset.chart = `metric-${metric}`;
  canvas.dataset.own = "true";
  canvas.setAttribute("role", "img");
  const note = document.createElement("p");
  note.className = "note";
  figure.append(caption, canvas, note);
  return figure;
}

function tell(metric) {
  const runs = samples.get(metric) ?? [];
  const figure = place.querySelector(`[data-metric="${CSS.escape(metric)}"]`);
  const last = runs.filter(run => run.points.length > 0).map(run => `${run.name} ${format(run.points.at(-1)[2] ?? NaN)}`);
  figure.querySelector("[data-chart]").setAttribute("aria-label", `${metric} by run. Last values: ${last.join(", ")}.`);
  const { logX, logY, x } = settings();
  const left = runs.flatMap(run => run.points.filter(point => (logY && point[2] <= 0) || (logX && xOf(run, point, x) <= 0))).length;
  figure.querySelector(".note").textContent = left === 0 ? "" : `${left} ${left === 1 ? "point lies" : "points lie"} at or below 0, where a log axis has no place.`;
}

async function show() {
  const wanted = chosenMetrics();
  for (const figure of place.querySelectorAll("[data-metric]")) {
    if (!wanted.includes(figure.dataset.metric)) {
      redraws.delete(figure.dataset.metric);
      figure.remove();
    }
  }
  for (const metric of wanted) {
    if (!samples.has(metric)) {
      await load(metric);
    }
    if (!redraws.has(metric)) {
      const figure = figureOf(metric);
      place.append(figure);
      redraws.set(metric, mount(figure.querySelector("[data-chart]"), chart => chart.setOption(option(metric), true)));
    } else {
      redraws.get(metric)();
    }
    tell(metric);
  }
  document.querySelector("[data-explorer-empty]").hidden = wanted.length > 0;
}

if (place) {
  form.addEventListener("cambium-view", show);
  addEventListener("cambium-refreshed", async () => {
    await Promise.all(chosenMetrics().map(load));
    await show();
  });
  show();
}
