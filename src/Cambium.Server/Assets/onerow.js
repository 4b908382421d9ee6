// One explained row: a waterfall from the base value to the answer, and what pushes it up and down.

import { axis, base, format, mount, palette, tooltip } from "./charts.js";
import { data, fill, HIGH, LOW, textOf } from "./shapdata.js";

const ALONE = 12;
const NARROW = 500;
const LABEL = 58;
let row = data.row;

const canvasOf = name => document.querySelector(`[data-chart=${name}]`);
const signed = value => value > 0 ? `+${format(value)}` : format(value);

function others(count, change) {
  return { name: `${count} other ${count === 1 ? "column" : "columns"}`, text: "", change };
}

// The row's columns, the largest first; beyond the most that stand alone they are one.
function stepsOf(most) {
  const all = data.columns.map(column => ({ name: column.name, text: textOf(column, row), change: column.shap[row] ?? 0 })).sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const rest = data.others ? data.others[row] ?? 0 : 0;
  const alone = all.length + (data.otherColumns > 0 ? 1 : 0) <= most + 1 ? all.length : most;
  const left = all.length - alone + data.otherColumns;
  const steps = [...all.slice(0, alone), ...left > 0 ? [others(left, all.slice(alone).reduce((sum, step) => sum + step.change, rest))] : []];
  let at = data.base ?? 0;
  return steps.map(step => {
    const from = at;
    at += step.change;
    return { ...step, from, to: at };
  });
}

function named(step) {
  return step.text === "" ? step.name : `${step.name} = ${step.text}`;
}

function arrow(from, to, top, height, colour) {
  const tip = Math.min(6, Math.abs(to - from)) * Math.sign(to - from);
  return { type: "polygon", shape: { points: [[from, top], [to - tip, top], [to, top + height / 2], [to - tip, top + height], [from, top + height]] }, style: { fill: colour } };
}

function waterfall(canvas, colours) {
  const steps = stepsOf(ALONE);
  const ends = steps.flatMap(step => [step.from, step.to]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const isNarrow = canvas.clientWidth < NARROW;
  const room = (high - low || 1) * (isNarrow ? 0.45 : 0.14);
  const names = ["no column known", ...steps.map(named), "the answer"];
  const beside = x => x > canvas.clientWidth - 70 ? { x: x - 7, align: "right" } : { x: x + 7, align: "left" };
  const draw = (_, api) => {
    const place = api.value(0);
    const [from, to] = [api.coord([api.value(1), place]), api.coord([api.value(2), place])];
    const height = Math.min(18, api.size([0, 1])[1] * 0.62);
    const top = from[1] - height / 2;
    if (place === 0 || place === names.length - 1) {
      return { type: "group", children: [
        { type: "rect", shape: { x: from[0] - 2, y: top, width: 4, height }, style: { fill: colours.text } },
        { type: "text", style: { text: format(api.value(1)), ...beside(from[0]), y: from[1], verticalAlign: "middle", fill: colours.text, font: `600 12px ${colours.font}` } },
      ] };
    }
    const change = api.value(2) - api.value(1);
    const isRight = to[0] > from[0];
    return { type: "group", children: [
      arrow(from[0], to[0], top, height, colours.series[change < 0 ? LOW : HIGH]),
      { type: "text", style: { text: signed(Number(change.toPrecision(3))), x: isRight ? to[0] + 5 : to[0] - 5, y: from[1], align: isRight ? "left" : "right", verticalAlign: "middle", fill: colours.text, font: `11px ${colours.font}` } },
    ] };
  };
  return {
    ...base(colours),
    animation: false,
    grid: { left: 8, right: 10, top: 4, bottom: 34, containLabel: true },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: ({ dataIndex }) => {
        const step = steps[dataIndex - 1];
        return step
          ? tooltip(named(step), [{ name: "SHAP value", value: signed(step.change), colour: colours.series[step.change < 0 ? LOW : HIGH] }, { name: "Sum", value: format(step.to), colour: colours.text }])
          : tooltip(names[dataIndex], [{ name: data.name, value: format(dataIndex === 0 ? data.base : steps.at(-1)?.to ?? data.base), colour: colours.text }]);
      },
    },
    // Room for the numbers beside the bars.
    xAxis: { ...axis({ name: data.name, min: low - room, max: high + room }, colours, false), axisLabel: { color: colours.muted, fontSize: 11, formatter: format, hideOverlap: true, showMinLabel: false, showMaxLabel: false }, splitLine: { show: true, lineStyle: { color: colours.line } } },
    yAxis: { type: "category", data: names, inverse: true, axisLabel: { color: colours.text, fontSize: 12, width: isNarrow ? 118 : 230, overflow: "truncate" }, axisLine: { show: false }, axisTick: { show: false } },
    series: [{ type: "custom", renderItem: draw, data: [[0, data.base ?? 0, data.base ?? 0], ...steps.map((step, i) => [i + 1, step.from, step.to]), [names.length - 1, steps.at(-1)?.to ?? 0, steps.at(-1)?.to ?? 0]], encode: { x: [1, 2], y: 0 } }],
  };
}

function force(canvas, colours) {
  const steps = stepsOf(ALONE);
  const answer = steps.at(-1)?.to ?? data.base ?? 0;
  const pieces = [];
  let [left, right] = [answer, answer];
  // What raised the answer comes up to it from below; what lowered it pushes down on it from above; the largest are nearest.
  for (const step of steps.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))) {
    if (step.change > 0) {
      pieces.push({ ...step, from: left - step.change, to: left });
      left -= step.change;
    } else if (step.change < 0) {
      pieces.push({ ...step, from: right - step.change, to: right });
      right -= step.change;
    }
  }
  const draw = (_, api) => {
    const step = pieces[api.value(3)];
    if (!step) {
      const at = api.coord([api.value(0), 0]);
      const isAnswer = api.value(2) === 1;
      const edge = api.coord([left, 0])[0];
      const end = api.coord([right, 0])[0];
      const align = at[0] - edge < 50 ? "left" : end - at[0] < 50 ? "right" : "center";
      return { type: "group", children: [
        { type: "line", shape: { x1: at[0], x2: at[0], y1: at[1] - (isAnswer ? 38 : 16), y2: at[1] + 16 }, style: { stroke: isAnswer ? colours.text : colours.muted, lineWidth: isAnswer ? 2 : 1, lineDash: isAnswer ? null : [3, 3] } },
        { type: "text", style: { text: `${isAnswer ? "answer" : "no column known"} ${format(api.value(0))}`, x: at[0], y: at[1] - (isAnswer ? 48 : 24), align, verticalAlign: "middle", fill: isAnswer ? colours.text : colours.muted, font: `${isAnswer ? "600 " : ""}12px ${colours.font}` } },
      ] };
    }
    const [from, to] = [api.coord([step.from, 0]), api.coord([step.to, 0])];
    const width = Math.abs(to[0] - from[0]);
    const label = { type: "text", style: { text: named(step), x: (from[0] + to[0]) / 2, y: from[1] + 24, width: width - 4, overflow: "truncate", ellipsis: "…", align: "center", verticalAlign: "middle", fill: colours.text, font: `11px ${colours.font}` } };
    return { type: "group", children: [{ ...arrow(from[0], to[0], from[1] - 14, 28, colours.series[step.change < 0 ? LOW : HIGH]), style: { fill: colours.series[step.change < 0 ? LOW : HIGH], stroke: colours.surface, lineWidth: 1 } }, ...width > LABEL ? [label] : []] };
  };
  const ends = [left, right, data.base ?? 0];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return {
    ...base(colours),
    animation: false,
    grid: { left: 16, right: 16, top: 34, bottom: 34, containLabel: true },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: ({ dataIndex }) => pieces[dataIndex] ? tooltip(named(pieces[dataIndex]), [{ name: "SHAP value", value: signed(pieces[dataIndex].change), colour: colours.series[pieces[dataIndex].change < 0 ? LOW : HIGH] }]) : "",
    },
    xAxis: { ...axis({ name: data.name, min: low - (high - low || 1) * 0.02, max: high + (high - low || 1) * 0.02 }, colours, false), axisLabel: { color: colours.muted, fontSize: 11, formatter: format, hideOverlap: true, showMinLabel: false, showMaxLabel: false } },
    yAxis: { type: "value", min: -1, max: 1, show: false },
    series: [{
      type: "custom",
      renderItem: draw,
      clip: false,
      data: [...pieces.map((step, i) => [step.from, step.to, 0, i]), [data.base ?? 0, 0, 0, -1], [answer, 0, 1, -1]],
      encode: { x: [0, 1] },
    }],
  };
}

const [fall, push] = [canvasOf("waterfall"), canvasOf("force")];
const redraw = [
  mount(fall, chart => chart.setOption(waterfall(fall, palette()), true)),
  mount(push, chart => chart.setOption(force(push, palette()), true)),
];

/** Shows a row: drawings, sentence and table. */
function drawRow(chosen) {
  row = chosen;
  document.querySelector("[data-shap-sentence]").textContent = data.sentences[row];
  fill(document.querySelector("[data-shap-table=waterfall]"), [["no column known", "", "", data.base ?? 0], ...stepsOf(Infinity).map(step => [step.name, step.text, step.change, step.to])]);
  redraw.forEach(draw => draw());
}

export { drawRow };
