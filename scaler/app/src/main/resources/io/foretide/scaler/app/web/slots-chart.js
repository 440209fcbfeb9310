import { clockTime, count, isNumber, oneDigit, plural, rate } from "./format.js";
import { pathOf, pointsOf } from "./model.js";
import { draw } from "./chart.js";
import { backdrop, KEEP_TOOLTIP, measured, minutesFrame, series, span, tip } from "./minute-chart.js";

// Chart 2: the slots that were there against the slots the load needed.
export function drawSlots(model, colour, hours) {
  const timeline = model.timeline();
  const prediction = model.prediction();
  const shown = span(model, timeline, hours);
  const minutes = timeline.filter(minute => minute.at >= shown.from);
  const byTime = new Map(minutes.map(minute => [minute.at, minute]));
  const inSlots = minute =>
    isNumber(minute.demand) && minute.ratePerSlot > 0 ? minute.demand / minute.ratePerSlot : null;
  const newestRate = minutes.findLast(minute => minute.ratePerSlot > 0)?.ratePerSlot;
  const headroom = model.job?.headroom ?? 0.95;
  const ahead = newestRate
    ? pointsOf(prediction, headroom)
        .filter(([at]) => at >= shown.now)
        .map(([at, value]) => [at, value / newestRate])
    : [];
  const coming = model.planned();
  const rescales = model.rescales().filter(decision => Date.parse(decision.time) >= shown.from);

  const tooltip = at => {
    const minute = byTime.get(at);
    const near = rescales.filter(decision => Math.abs(Date.parse(decision.time) - at) <= nearness(shown));
    const rows = [];
    if (minute && !minute.absent) {
      rows.push(["slots running", count(minute.slotsRunning)], ["slots planned", count(minute.slotsPlanned)]);
      rows.push(["demand", isNumber(inSlots(minute)) ? `${oneDigit(inSlots(minute))} slots` : "not measured"]);
    } else if (at <= shown.now) {
      rows.push(["this minute", "not measured"]);
    }
    const size = at > shown.now && at <= coming[coming.length - 1]?.[0] && coming.findLast(([from]) => from <= at);
    if (size) rows.push(["slots planned ahead", count(size[1])]);
    const later = ahead.find(point => point[0] === at);
    if (later && at > shown.now)
      rows.push([`demand, ${pathOf(prediction, headroom).level} quantile`, `${oneDigit(later[1])} slots`]);
    return tip(
      at,
      rows,
      near.map(decision => `${clockTime(Date.parse(decision.time))} ${decision.reason}`),
    );
  };
  const option = minutesFrame(colour, shown, { name: "slots", label: count, ticks: { minInterval: 1 } }, tooltip);
  const step = key => minutes.map(minute => [minute.at, minute.absent ? null : minute[key]]);
  option.series = [
    backdrop(colour, shown),
    series(
      "running",
      step("slotsRunning"),
      { color: colour("running"), width: 2 },
      { step: "end", areaStyle: { color: colour("running-fill"), opacity: 1 } },
    ),
    series("planned", step("slotsPlanned"), { color: colour("planned"), width: 1.8, type: [5, 4] }, { step: "end" }),
    series("coming", coming, { color: colour("planned"), width: 1.4, type: "solid", opacity: 0.65 }, { step: "end" }),
    measured(
      "demand",
      minutes.map(minute => [minute.at, inSlots(minute)]),
      { color: colour("load"), width: 2 },
    ),
    series("ahead", ahead, { color: colour("load"), width: 2, type: [1.5, 4] }),
    markers("up", rescales, colour),
    markers("down", rescales, colour),
  ];
  const newest = minutes[minutes.length - 1];
  draw(
    "slots-chart",
    option,
    `Slots and demand: ${plural(newest.slotsRunning ?? 0, "slot")} running, ${count(newest.slotsPlanned)} planned, ` +
      `the load needs ${oneDigit(inSlots(newest))}; ${plural(rescales.length, "rescale")} in the time shown.`,
    KEEP_TOOLTIP,
  );
  document.getElementById("ahead-key").textContent =
    `ahead, ${pathOf(prediction, headroom)?.level ?? headroom} quantile`;
  document.getElementById("slots-note").textContent = newestRate
    ? `demand divided by ${rate(newestRate)} records/s per slot`
    : "the rate of a slot is not known yet";
}

function markers(kind, rescales, colour) {
  return {
    type: "scatter",
    id: kind,
    name: kind,
    symbol: "triangle",
    symbolRotate: kind === "up" ? 0 : 180,
    symbolSize: 13,
    z: 5,
    itemStyle: { opacity: 1, color: colour(kind), borderColor: colour("surface"), borderWidth: 1.5 },
    emphasis: { disabled: true },
    data: rescales.filter(decision => decision.kind === kind).map(decision => [Date.parse(decision.time), decision.to]),
  };
}

// A marker belongs to the pointer if it is about as near as it is wide.
function nearness({ from, to }) {
  return Math.max(60_000, (to - from) / 120);
}
