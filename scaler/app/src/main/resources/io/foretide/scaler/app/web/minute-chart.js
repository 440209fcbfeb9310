import { frame, line, quietText } from "./chart.js";
import { clockTime, dayOf, isNumber } from "./format.js";

// What the three charts of minutes have in common: the time shown, the mark of now and hatched gaps.
const MINUTE_MILLIS = 60_000;

// The part of time that is shown; hours 0 is everything.
export function span(model, timeline, hours) {
  const prediction = model.prediction();
  const now = timeline[timeline.length - 1].at;
  const first = Math.min(timeline[0].at, now - 30 * MINUTE_MILLIS);
  const steps = Object.values(prediction?.quantiles ?? {})[0]?.length ?? 0;
  const end = prediction ? Date.parse(prediction.origin) + steps * prediction.stepSeconds * 1000 : now;
  return {
    from: hours ? Math.max(first, now - hours * 60 * MINUTE_MILLIS) : first,
    now,
    to: Math.max(end, now + 30 * MINUTE_MILLIS),
    ended: model.ended,
  };
}

// An open tooltip stays open while the series are drawn anew.
export const KEEP_TOOLTIP = { replaceMerge: ["series"] };

// The axis of values as in axis.js: { name, label, ticks }.
export function minutesFrame(colour, { from, to }, { name, label, ticks }, tooltip) {
  const text = quietText(colour);
  return frame(colour, {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 54, right: 22, top: 32, bottom: 28, outerBoundsMode: "none" },
    xAxis: {
      min: from,
      max: to,
      axisTick: { lineStyle: { color: colour("rule") } },
      axisLabel: { formatter: timeLabel },
    },
    yAxis: {
      min: 0,
      splitNumber: 4,
      name,
      nameGap: 12,
      nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -44] },
      axisLabel: { formatter: label, margin: 10 },
      ...ticks,
    },
    tooltip: {
      padding: [9, 12],
      axisPointer: { type: "line", lineStyle: { color: colour("quiet"), type: "dotted" } },
      formatter: params => tooltip(Math.round(params[0].axisValue / MINUTE_MILLIS) * MINUTE_MILLIS),
    },
  });
}

function timeLabel(value) {
  const time = clockTime(value);
  return time === "00:00" ? dayOf(value).split(" ").slice(1, 3).join(" ") : time;
}

// A line that keeps its identity when it is drawn anew.
export function series(name, data, style, more = {}) {
  return line(name, data, style, { id: name, ...more });
}

// A measured minute between two that were not is a point, or it would not be seen at all.
export function measured(name, data, style, more = {}) {
  const alone = i => isNumber(data[i]?.[1]) && !isNumber(data[i - 1]?.[1]) && !isNumber(data[i + 1]?.[1]);
  return series(name, data, style, {
    symbol: "circle",
    showAllSymbol: true,
    symbolSize: (value, params) => (alone(params.dataIndex) ? 5 : 0),
    connectNulls: false,
    ...more,
  });
}

// The line of now and the hatched stretches that were not measured, behind everything else.
export function backdrop(colour, { now, ended }, gaps = []) {
  return {
    type: "line",
    id: "backdrop",
    name: "backdrop",
    data: [],
    silent: true,
    z: 1,
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      data: [{ xAxis: now }],
      lineStyle: { color: colour("quiet"), type: "solid", width: 1 },
      label: { formatter: ended ? "end" : "now", position: "end", distance: 4, color: colour("quiet"), fontSize: 11.5 },
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: { image: hatch(colour("hatch")), repeat: "repeat" } },
      data: gaps.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
    },
  };
}

// The stretches without a value, from the last minute that has one to the next.
export function gapsOf(points) {
  const gaps = [];
  points.forEach(([at, value], i) => {
    if (isNumber(value)) return;
    const start = points[i - 1]?.[0] ?? at;
    const end = points[i + 1]?.[0] ?? at;
    const last = gaps[gaps.length - 1];
    if (last && start <= last[1] && !isNumber(points[i - 1]?.[1])) last[1] = end;
    else gaps.push([start, end]);
  });
  return gaps;
}

const hatches = new Map();

function hatch(colour) {
  if (!hatches.has(colour)) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 6;
    const pen = canvas.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1.1;
    for (const shift of [-6, 0, 6]) {
      pen.moveTo(shift - 1, 7);
      pen.lineTo(shift + 7, -1);
    }
    pen.stroke();
    hatches.set(colour, canvas);
  }
  return hatches.get(colour);
}

// The inside of a tooltip: rows of [name, value] and sentences.
export function tip(at, rows, sentences = []) {
  const box = document.createElement("div");
  box.className = "tip";
  const add = (parent, tag, text) => {
    const child = document.createElement(tag);
    if (text !== undefined) child.textContent = text;
    parent.append(child);
    return child;
  };
  add(box, "h4", `${clockTime(at)} UTC`);
  const list = add(box, "dl");
  for (const [name, value] of rows) {
    add(list, "dt", name);
    add(list, "dd", value);
  }
  sentences.forEach(sentence => add(box, "p", sentence));
  return box;
}
