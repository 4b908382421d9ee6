// Parallel coordinates of trials: an axis a setting, the last one the score, which colours the lines. Places from 0 to 1 come from the server; a line
// without a value passes below the axis, at the mark that says so.

import { base, mount, palette, tooltip } from "./charts.js";

const AXIS_WIDTH = 92;
const FEW = 60;

// A long name breaks behind its first part, that of the learner or step.
function nameOf({ name }) {
  const dot = name.indexOf(".");
  return dot > 0 && name.length > 14 ? `${name.slice(0, dot)}\n${name.slice(dot + 1)}` : name;
}

function axisOf(axis, dim, colours, width) {
  const marks = new Map(axis.marks.map(mark => [mark.at, mark.text]));
  const places = [...marks.keys()];
  return {
    dim,
    name: nameOf(axis),
    type: "value",
    min: axis.hasMissing ? Math.min(...places) : 0,
    max: 1,
    nameTextStyle: { color: colours.text, fontSize: 11, lineHeight: 13, width: Math.max(60, width - 14), overflow: "truncate" },
    axisLine: { lineStyle: { color: colours.muted } },
    axisTick: { customValues: places, lineStyle: { color: colours.line } },
    axisLabel: { customValues: places, color: colours.text, fontSize: 10, textBorderColor: colours.surface, textBorderWidth: 3, width: Math.max(50, width - 22), overflow: "truncate", formatter: place => marks.get(place) ?? "" },
    splitLine: { show: false },
    z: 12,
  };
}

// Where there is no room for all axes, the first are the most important settings.
function shownAxes(spec, canvas) {
  const most = Math.max(3, Math.floor(canvas.clientWidth / AXIS_WIDTH));
  const last = spec.axes.length - 1;
  return [...spec.axes.keys()].filter(i => i === last || i < most - 1);
}

function option(spec, canvas, colours) {
  const shown = shownAxes(spec, canvas);
  const last = spec.axes.length - 1;
  const better = spec.higherIsBetter ? 1 : 0;
  const scale = [colours.series[7], colours.series[1], colours.series[0]];
  const text = place => spec.axes[last].marks.find(mark => mark.at === place)?.text ?? "";
  return {
    ...base(colours),
    grid: undefined,
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: item => {
        const line = spec.lines[item.dataIndex];
        return tooltip(line.name, spec.axes.map((axis, i) => ({ name: axis.name, value: line.texts[i], colour: item.color })));
      },
    },
    parallel: { left: 48, right: 64, top: 46, bottom: 58 },
    parallelAxis: shown.map((i, dim) => axisOf(spec.axes[i], dim, colours, canvas.clientWidth / shown.length)),
    visualMap: {
      type: "continuous",
      min: 0,
      max: 1,
      dimension: shown.length - 1,
      calculable: false,
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemHeight: 130,
      itemWidth: 10,
      text: [text(1), text(0)],
      inRange: { color: better ? scale : scale.toReversed() },
      textStyle: { color: colours.muted },
    },
    series: [{
      type: "parallel",
      smooth: 0.12,
      lineStyle: { width: 2, opacity: spec.lines.length > FEW ? 0.45 : 0.8 },
      emphasis: { lineStyle: { width: 4, opacity: 1 } },
      data: spec.lines.map((line, i) => ({
        value: shown.map(axis => line.places[axis]),
        lineStyle: i === spec.lines.length - 1 ? { width: 4, opacity: 1 } : undefined,
      })),
    }],
  };
}

for (const canvas of document.querySelectorAll("[data-own=parallel]")) {
  let spec = JSON.parse(canvas.nextElementSibling.textContent).parallel;
  const redraw = mount(canvas, chart => chart.setOption(option(spec, canvas, palette()), true));
  new ResizeObserver(redraw).observe(canvas);
  canvas.addEventListener("cambium-data", () => {
    spec = JSON.parse(canvas.nextElementSibling.textContent).parallel;
    redraw();
  });
}
