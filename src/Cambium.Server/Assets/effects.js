// How answers go with one column: the mean thick, single rows thin, accumulated effects dashed around the mean.

import { axis, base, format, mount, palette, tooltip } from "./charts.js";
import { fill, remember } from "./shapdata.js";

const canvas = document.querySelector("[data-chart=effects]");
const data = JSON.parse(canvas.nextElementSibling.textContent);
const [menu, centred] = [document.querySelector("[data-effect-column]"), document.querySelector("[data-effect-centred]")];
const state = { curve: data.chosen, centred: data.isCentred };

// The mean answer, around which effects average to 0.
function middleOf(curve) {
  return curve.means.reduce((sum, value) => sum + value, 0) / curve.means.length;
}

function linesOf(curve) {
  const isCategory = curve.places.every((place, i) => place === i) && curve.effects.length === 0;
  const zero = first => state.centred ? first : 0;
  const points = (places, values) => places.map((place, i) => [isCategory ? curve.labels[i] : place, values[i] === null ? null : values[i] - zero(values[0])]);
  const m = curve.places.length;
  const single = data.rows.map((number, i) => ({ number, points: points(curve.places, curve.single.slice(i * m, (i + 1) * m)) }));
  const middle = middleOf(curve);
  return { isCategory, mean: points(curve.places, curve.means), single, effects: curve.effects.length > 0 ? points(curve.effectPlaces, curve.effects.map(value => value === null ? null : value + middle)) : [] };
}

function option(colours) {
  const curve = data.curves[state.curve];
  const { isCategory, mean, single, effects } = linesOf(curve);
  const places = new Map(curve.places.map((place, i) => [place, curve.labels[i]]));
  const answer = state.centred ? `Change of ${curve.answer}` : curve.answer;
  const line = (name, points, style, extra) => ({ type: "line", name, data: points, showSymbol: isCategory, symbol: "circle", symbolSize: 3, lineStyle: style, itemStyle: { color: style.color }, ...extra });
  const legend = ["Mean", "Single rows", ...effects.length > 0 ? ["Accumulated effects"] : []];
  return {
    ...base(colours),
    animation: false,
    grid: { left: 38, right: 18, top: 34, bottom: 34, containLabel: true },
    legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, data: legend, textStyle: { color: colours.text, fontSize: 12 } },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: item => tooltip(`${curve.column} ${isCategory ? item.name : places.get(item.value[0]) ?? format(item.value[0])}`, [
        { name: item.seriesName === "Single rows" ? `Row ${data.rows[item.seriesIndex]}` : item.seriesName, value: format(item.value[1]), colour: item.color },
      ]),
    },
    xAxis: isCategory
      ? { ...axis({ name: curve.column, categories: curve.labels }, colours, false), axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true, width: 110, overflow: "truncate" } }
      : axis({ name: curve.column }, colours, false),
    yAxis: axis({ name: answer }, colours, true),
    series: [
      ...single.map(row => line("Single rows", row.points, { width: 0.8, opacity: 0.5, color: colours.series[7] }, { z: 1, triggerLineEvent: true })),
      line("Accumulated effects", effects, { width: 2, type: "dashed", color: colours.series[2] }, { z: 3 }),
      line("Mean", mean, { width: 3, color: colours.series[0] }, { z: 4, symbolSize: 8 }),
    ],
  };
}

function tell() {
  const curve = data.curves[state.curve];
  const m = curve.places.length;
  document.querySelector("[data-effect-title]").textContent = curve.column;
  document.querySelector("[data-effect-none]").hidden = curve.effects.length > 0;
  fill(document.querySelector("[data-effect-table=values]"), curve.labels.map((label, i) => {
    const at = data.rows.map((_, row) => curve.single[row * m + i]).filter(value => value !== null);
    return [label, curve.means[i] ?? "n/a", at.length > 0 ? Math.min(...at) : "n/a", at.length > 0 ? Math.max(...at) : "n/a"];
  }));
  fill(document.querySelector("[data-effect-table=effects]"), curve.effects.map((value, i) => [curve.effectLabels[i], value ?? "n/a", "", ""]));
}

const redraw = mount(canvas, chart => chart.setOption(option(palette()), true));

menu.addEventListener("change", () => {
  state.curve = menu.selectedIndex;
  remember("curve", menu.value);
  tell();
  redraw();
});
centred.addEventListener("change", () => {
  state.centred = centred.checked;
  remember("centred", centred.checked ? "1" : "0");
  redraw();
});
document.querySelector("[data-effect-form]").addEventListener("submit", event => event.preventDefault());
