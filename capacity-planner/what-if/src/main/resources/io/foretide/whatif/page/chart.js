// What all charts have in common: colours, the place they are drawn into, axes and tooltip, lines.
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return name => style.getPropertyValue(`--${name}`).trim();
}

const plots = new Map();

// Draws an option into the element of an id; `summary` is its text alternative. `how` is ECharts': with what it replaces
// of the option before.
export function draw(id, option, summary, how) {
  const element = document.getElementById(id);
  let plot = plots.get(id);
  if (!plot) {
    plot = echarts.init(element);
    plots.set(id, plot);
    new ResizeObserver(() => plot.resize()).observe(element);
  }
  plot.setOption(option, how);
  element.setAttribute("aria-label", summary);
}

export const quietText = colour => ({ color: colour("quiet"), fontSize: 11.5 });

// An option without series. What is given for an axis or the tooltip goes before what is usual.
export function frame(colour, { xAxis, yAxis, tooltip, ...more }) {
  const text = quietText(colour);
  const rule = { lineStyle: { color: colour("rule") } };
  return {
    animation: false,
    useUTC: true,
    xAxis: {
      type: "time",
      axisLine: rule,
      nameTextStyle: text,
      splitLine: { show: false },
      ...xAxis,
      axisLabel: { ...text, hideOverlap: true, ...xAxis?.axisLabel },
    },
    yAxis: {
      type: "value",
      axisLine: rule,
      nameTextStyle: text,
      splitLine: { lineStyle: { color: colour("grid") } },
      ...yAxis,
      axisLabel: { ...text, ...yAxis?.axisLabel },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      transitionDuration: 0,
      backgroundColor: colour("surface"),
      borderColor: colour("rule"),
      ...tooltip,
    },
    ...more,
  };
}

export function line(name, data, style, more = {}) {
  return {
    type: "line",
    name,
    data,
    symbol: "none",
    lineStyle: { width: 2, ...style },
    itemStyle: { color: style.color },
    emphasis: { disabled: true },
    ...more,
  };
}
