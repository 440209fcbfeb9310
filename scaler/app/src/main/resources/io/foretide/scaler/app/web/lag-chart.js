import { roundAxis, SECONDS } from "./axis.js";
import { duration, isNumber, plural } from "./format.js";
import { draw } from "./chart.js";
import { backdrop, gapsOf, KEEP_TOOLTIP, measured, minutesFrame, span, tip } from "./minute-chart.js";

// Chart 3: the lag against the objective; what was not measured is hatched.
export function drawLag(model, colour, hours) {
  const timeline = model.timeline();
  const shown = span(model, timeline, hours);
  const minutes = timeline.filter(minute => minute.at >= shown.from);
  const points = minutes.map(minute => [minute.at, minute.lagSeconds ?? null]);
  const byTime = new Map(minutes.map(minute => [minute.at, minute]));
  const objective = model.job?.sloLagSeconds;
  const worst = Math.max(0, ...points.map(point => point[1] ?? 0));

  const tooltip = at => {
    const minute = byTime.get(at);
    if (!minute) return tip(at, [["lag", "still to come"]]);
    const state = minute.status && minute.status.toLowerCase() !== "running" ? ` (${minute.status.toLowerCase()})` : "";
    const rows = [["lag", (isNumber(minute.lagSeconds) ? duration(minute.lagSeconds) : "not measured") + state]];
    if (isNumber(objective)) rows.push(["objective", duration(objective)]);
    return tip(at, rows);
  };
  const top = Math.max(1, isNumber(objective) && worst <= objective * 1.25 ? objective * 1.5 : worst);
  const axis = roundAxis(top, SECONDS, 3);
  const option = minutesFrame(colour, shown, axis, tooltip);
  const lag = measured(
    "lag",
    points,
    { color: colour("load"), width: 2 },
    { areaStyle: { color: colour("running-fill"), opacity: 0.7 } },
  );
  option.series = [backdrop(colour, shown, gapsOf(points)), lag];
  if (isNumber(objective)) lag.markLine = objectiveLine(objective, colour);
  const newest = minutes[minutes.length - 1];
  const over = points.filter(point => point[1] > objective).length;
  const missing = points.filter(point => !isNumber(point[1])).length;
  const worstMinute = points.find(point => isNumber(point[1])) ? `worst ${duration(worst)}` : "not measured yet";
  const note = `${worstMinute}, ${plural(over, "minute")} over the objective, ${missing} not measured`;
  document.getElementById("lag-note").textContent = note;
  draw(
    "lag-chart",
    option,
    `Lag: ${isNumber(newest.lagSeconds) ? `${duration(newest.lagSeconds)} now` : "not measured this minute"}; in the time shown ${note}.`,
    KEEP_TOOLTIP,
  );
}

function objectiveLine(objective, colour) {
  return {
    silent: true,
    symbol: "none",
    animation: false,
    data: [{ yAxis: objective }],
    lineStyle: { color: colour("bad"), type: [6, 4], width: 1.5 },
    label: {
      formatter: `objective ${duration(objective)}`,
      position: "insideStartTop",
      color: colour("bad"),
      fontSize: 11.5,
    },
  };
}
