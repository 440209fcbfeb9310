import { RATES, roundAxis } from "./axis.js";
import { clockTime, isNumber, rate } from "./format.js";
import { pathOf, peakAhead, pointsOf } from "./model.js";
import { draw } from "./chart.js";
import { backdrop, gapsOf, KEEP_TOOLTIP, measured, minutesFrame, series, span, tip } from "./minute-chart.js";

// Chart 1: what came, what is expected, and what had been expected ten minutes before.
export function drawLoad(model, colour, hours) {
  const timeline = model.timeline();
  const prediction = model.prediction();
  const shown = span(model, timeline, hours);
  const actual = timeline.filter(minute => minute.at >= shown.from).map(minute => [minute.at, minute.demand ?? null]);
  const before = model.hindsight(actual.map(([at]) => at));
  const fan = fanOf(model, prediction);
  const lookUp = new Map(actual);
  const lookBack = new Map(before);

  const tooltip = at => {
    const rows = [];
    const known = at <= shown.now;
    if (known)
      rows.push(["actual load", isNumber(lookUp.get(at)) ? `${rate(lookUp.get(at))} records/s` : "not measured"]);
    if (known && isNumber(lookBack.get(at))) rows.push(["0.9 quantile, 10 min before", rate(lookBack.get(at))]);
    if (!known) fan.describe(at).forEach(row => rows.push(row));
    return tip(at, rows);
  };
  const drawn = [...actual, ...before, ...fan.points(0.5), ...(fan.outer ? fan.points(fan.outer[1]) : [])];
  const top = drawn.reduce((most, [, value]) => Math.max(most, value), 0);
  const option = minutesFrame(colour, shown, roundAxis(top || 1, RATES, 4), tooltip);
  option.series = [
    backdrop(colour, shown, gapsOf(actual)),
    ...fan.bands(colour),
    series("median", fan.points(0.5), { color: colour("median"), type: [5, 4] }),
    series("hindsight", before, { color: colour("past"), width: 1.3 }, { connectNulls: false }),
    measured("actual", actual, { color: colour("load"), width: 2.4 }),
  ];
  const peak = peakAhead(prediction, model.job?.headroom ?? 0.95, shown.now);
  const last = actual[actual.length - 1]?.[1];
  draw(
    "load-chart",
    option,
    `Load and forecast: ${isNumber(last) ? `${rate(last)} records/s now` : "the load was not measured this minute"}` +
      (peak
        ? `; the ${peak.level} quantile peaks at ${rate(peak.value)} records/s at ${clockTime(peak.at)} UTC.`
        : "; no forecast."),
    KEEP_TOOLTIP,
  );
  describeForecast(prediction, fan);
}

// The fan opens at the load of its origin, which is known.
function fanOf(model, prediction) {
  const origin = prediction && Date.parse(prediction.origin);
  const start = prediction && model.timeline().find(minute => minute.at === origin)?.demand;
  const has = level => prediction && Math.abs((pathOf(prediction, level)?.level ?? -1) - level) < 1e-9;
  const points = level => {
    const path = has(level) ? pointsOf(prediction, level) : [];
    return isNumber(start) && path.length ? [[origin, start], ...path] : path;
  };
  const levels = Object.keys(prediction?.quantiles ?? {})
    .map(Number)
    .sort((a, b) => a - b);
  const outer = levels.length > 1 ? [levels[0], levels[levels.length - 1]] : null;
  const inner = has(0.25) && has(0.75) ? [0.25, 0.75] : null;
  const band = ([low, high], name, colour) => {
    const bottom = points(low);
    const top = points(high);
    const stacked = { stack: name, stackStrategy: "all", lineStyle: { width: 0 } };
    return [
      series(`${name}-low`, bottom, {}, stacked),
      series(
        name,
        top.map(([at, value], i) => [at, value - bottom[i][1]]),
        {},
        { ...stacked, areaStyle: { color: colour, opacity: 1 } },
      ),
    ];
  };
  return {
    inner,
    outer,
    points,
    bands: colour => [
      ...(outer ? band(outer, "outer", colour("band-outer")) : []),
      ...(inner ? band(inner, "inner", colour("band-inner")) : []),
    ],
    describe: at => {
      const value = level => points(level).find(point => point[0] === at)?.[1];
      const rows = has(0.5) && isNumber(value(0.5)) ? [["median", `${rate(value(0.5))} records/s`]] : [];
      for (const [low, high] of [inner, outer].filter(Boolean)) {
        if (isNumber(value(low))) rows.push([`${low} to ${high}`, `${rate(value(low))} \u2013 ${rate(value(high))}`]);
      }
      return rows.length ? rows : [["forecast", "none"]];
    },
  };
}

function describeForecast(prediction, fan) {
  document.getElementById("load-note").textContent = prediction
    ? `${prediction.model}, made ${clockTime(Date.parse(prediction.origin))}${prediction.note ? `. ${prediction.note}` : ""}`
    : "no forecast yet";
  const entry = (kind, range) => {
    const item = document.querySelector(`#load-chart`).parentElement.querySelector(`.key.${kind}`).parentElement;
    item.hidden = !range;
    if (range) item.lastChild.textContent = `${range[0]} to ${range[1]}`;
  };
  entry("inner", fan.inner);
  entry("outer", fan.outer);
}
