// Draws every [data-chart] from the JSON beside it. Colours come from the style sheet, so that charts follow the theme.

const echarts = globalThis.echarts;
const motion = matchMedia("(prefers-reduced-motion: reduce)");
const SERIES = 8;

// The sheet's colours depend on the theme; a probe has the browser work them out.
function palette() {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    text: colour("text"),
    muted: colour("muted"),
    line: colour("border"),
    surface: colour("surface"),
    font: getComputedStyle(document.body).fontFamily,
    series: Array.from({ length: SERIES }, (_, i) => colour(`series-${i}`)),
  };
  probe.remove();
  return colours;
}

function format(value) {
  if (typeof value !== "number") {
    return String(value);
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    return value.toExponential(3);
  }
  return value.toLocaleString("en-GB", size >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 }).replaceAll(",", "\u202f").replace("-", "\u2212");
}

// Names come from data: they are set as text, never as markup.
function tooltip(title, rows) {
  const box = document.createElement("div");
  box.className = "tooltip";
  const head = document.createElement("div");
  head.className = "tooltip-title";
  head.textContent = title;
  box.append(head);
  for (const { name, value, colour } of rows) {
    const row = document.createElement("div");
    row.className = "tooltip-row";
    const mark = document.createElement("span");
    mark.className = "tooltip-mark";
    mark.style.backgroundColor = colour;
    const label = document.createElement("span");
    label.textContent = name;
    const number = document.createElement("b");
    number.textContent = value;
    row.append(mark, label, number);
    box.append(row);
  }
  return box;
}

function base(colours) {
  return {
    animation: !motion.matches,
    animationDuration: 250,
    color: colours.series,
    textStyle: { color: colours.text, fontFamily: colours.font },
    grid: { left: 8, right: 16, top: 12, bottom: 30, containLabel: true },
    tooltip: {
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontFamily: colours.font, fontSize: 12 },
    },
  };
}

function axis(spec, colours, isVertical) {
  return {
    type: spec.categories ? "category" : spec.log ? "log" : "value",
    data: spec.categories,
    name: spec.name,
    nameLocation: "middle",
    nameGap: isVertical ? 44 : 26,
    nameTextStyle: { color: colours.muted, fontSize: 12 },
    min: spec.min,
    max: spec.max,
    scale: spec.min === undefined && spec.max === undefined,
    minInterval: spec.whole ? 1 : 0,
    axisLabel: { color: colours.muted, fontSize: 11, formatter: format, hideOverlap: true },
    axisLine: { show: !isVertical, lineStyle: { color: colours.line } },
    axisTick: { show: false },
    splitLine: { show: isVertical, lineStyle: { color: colours.line } },
  };
}

function reference(spec, colours) {
  return spec.reference
    ? [{
        type: "line",
        name: spec.reference.name,
        data: spec.reference.points,
        showSymbol: false,
        silent: true,
        lineStyle: { type: "dashed", width: 1.2, color: colours.muted },
        itemStyle: { color: colours.muted },
        z: 1,
      }]
    : [];
}

function legend(names, isShown, colours) {
  return isShown
    ? { type: "scroll", top: 0, left: 0, right: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, data: names, textStyle: { color: colours.text, fontSize: 12 }, pageTextStyle: { color: colours.muted }, pageIconColor: colours.text, pageIconInactiveColor: colours.line }
    : { show: false };
}

function lines(spec, colours) {
  const series = spec.series.map((one, place) => {
    const colour = colours.series[(one.colour ?? place) % SERIES];
    if (one.dots) {
      return { type: "scatter", name: one.group ?? one.name, data: one.points, symbolSize: 6, itemStyle: { color: colour, opacity: 0.5 }, z: 1 };
    }
    return {
      type: "line",
      name: one.group ?? one.name,
      data: one.points,
      step: one.steps ? "end" : false,
      showSymbol: one.marks,
      symbol: "circle",
      symbolSize: 7,
      lineStyle: { width: 2, type: one.dashed ? "dashed" : "solid", color: colour },
      itemStyle: { color: colour },
      emphasis: { focus: "series", lineStyle: { width: 2.5 } },
      z: 2,
    };
  });
  const names = [...new Set(series.map(one => one.name))];
  const hasLegend = spec.series.length > 1;
  return {
    ...base(colours),
    grid: { left: spec.y.name ? 38 : 8, right: 16, top: hasLegend ? 34 : 12, bottom: 30, containLabel: true },
    legend: legend(names, hasLegend, colours),
    tooltip: {
      ...base(colours).tooltip,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: colours.muted, type: "dotted" } },
      formatter: items => {
        const shown = items.filter(item => item.seriesIndex < spec.series.length);
        return tooltip(`${spec.x.name} ${format(items[0].axisValue)}`, shown.map(item => ({ name: spec.series[item.seriesIndex].name, value: format(item.value[1]), colour: item.color })));
      },
    },
    xAxis: axis(spec.x, colours, false),
    yAxis: axis(spec.y, colours, true),
    series: [...series, ...reference(spec, colours), ...ranges(spec, colours)],
  };
}

// Vertical error bars at the points of lines that have ranges.
function ranges(spec, colours) {
  return spec.series.flatMap((one, place) => {
    const stroke = colours.series[(one.colour ?? place) % SERIES];
    const whisker = (params, api) => {
      const [low, high] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(0), api.value(2)])];
      const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.2, fill: "none" } });
      return { type: "group", silent: true, children: [line(low[0], low[1], high[0], high[1]), line(low[0] - 4, low[1], low[0] + 4, low[1]), line(high[0] - 4, high[1], high[0] + 4, high[1])] };
    };
    return one.ranges
      ? [{ type: "custom", renderItem: whisker, data: one.points.map((point, i) => [point[0], ...one.ranges[i]]), encode: { x: 0, y: [1, 2] }, silent: true, tooltip: { show: false }, z: 3 }]
      : [];
  });
}

function scatter(spec, colours) {
  const hasLegend = spec.series.length > 1;
  return {
    ...base(colours),
    grid: { left: 38, right: 24, top: hasLegend ? 34 : 12, bottom: 30, containLabel: true },
    legend: legend(spec.series.map(one => one.name), hasLegend, colours),
    tooltip: {
      ...base(colours).tooltip,
      trigger: "item",
      formatter: item => tooltip(item.seriesName, [
        { name: spec.x.name, value: format(item.value[0]), colour: item.color },
        { name: spec.y.name, value: format(item.value[1]), colour: item.color },
      ]),
    },
    xAxis: axis(spec.x, colours, false),
    yAxis: axis(spec.y, colours, true),
    series: [
      ...spec.series.map((one, place) => ({
        type: "scatter",
        name: one.name,
        data: one.points,
        symbolSize: 6,
        itemStyle: { color: colours.series[(one.colour ?? place) % SERIES], opacity: hasLegend ? 0.85 : 0.55 },
      })),
      ...reference(spec, colours),
    ],
  };
}

function bars(spec, colours) {
  const names = spec.bars.map(bar => bar.name);
  const whiskers = (params, api) => {
    const [low, high] = [api.coord([api.value(1), api.value(0)]), api.coord([api.value(2), api.value(0)])];
    const style = { stroke: colours.text, lineWidth: 1.2, fill: "none" };
    const stroke = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
    return {
      type: "group",
      silent: true,
      children: [
        stroke(low[0], low[1], high[0], high[1]),
        stroke(low[0], low[1] - 3, low[0], low[1] + 3),
        stroke(high[0], high[1] - 3, high[0], high[1] + 3),
      ],
    };
  };
  return {
    ...base(colours),
    tooltip: {
      ...base(colours).tooltip,
      trigger: "axis",
      axisPointer: { type: "none" },
      formatter: items => {
        const bar = spec.bars[items[0].dataIndex];
        const range = bar.low === undefined ? [] : [{ name: "Range", value: `${format(bar.low)} to ${format(bar.high)}`, colour: colours.text }];
        return tooltip(bar.name, [{ name: spec.x.name, value: format(bar.value), colour: colours.series[0] }, ...range]);
      },
    },
    xAxis: { ...axis(spec.x, colours, false), scale: false, splitLine: { show: true, lineStyle: { color: colours.line } } },
    yAxis: {
      type: "category",
      data: names,
      inverse: true,
      axisLabel: { color: colours.text, fontSize: 12, width: 150, overflow: "truncate" },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    series: [
      { type: "bar", name: spec.x.name, data: spec.bars.map(bar => bar.value), barMaxWidth: 16, itemStyle: { color: colours.series[0], borderRadius: 2 } },
      { type: "custom", name: "Range", renderItem: whiskers, data: spec.bars.flatMap((bar, i) => bar.low === undefined ? [] : [[i, bar.low, bar.high]]), encode: { x: [1, 2], y: 0 }, z: 3 },
    ],
  };
}

// Draws now and whenever the theme changes, and follows the size of its place.
function mount(canvas, draw) {
  const chart = echarts.init(canvas, null, { renderer: "canvas" });
  const redraw = () => draw(chart);
  redraw();
  canvas.dataset.drawn = "true";
  addEventListener("cambium-theme", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new ResizeObserver(() => chart.resize()).observe(canvas);
  return redraw;
}

const kinds = { line: lines, scatter, bar: bars };

for (const canvas of document.querySelectorAll("[data-chart]:not([data-own])")) {
  let spec = JSON.parse(canvas.nextElementSibling.textContent);
  const redraw = mount(canvas, chart => chart.setOption(kinds[spec.kind](spec, palette()), true));
  canvas.addEventListener("cambium-data", () => {
    spec = JSON.parse(canvas.nextElementSibling.textContent);
    redraw();
  });
}

export { axis, base, format, mount, palette, SERIES, tooltip };
