import { colours, draw, frame, line, quietText } from "./chart.js";

// The comparison that stands inside the page: four charts, their legend, a table.
const { result, plot, order } = JSON.parse(document.getElementById("simulation").textContent);
const MIN_LAG = 0.1;
const REPLACE_ALL = true;
const colour = colours();
const shown = new Set(plot.policies.map(policy => policy.name));
// A policy at a setting, as in "predictive slo-share=0.9", has the colour of its policy.
const place = policy => Math.max(0, order.indexOf(policy.split(" ")[0]));
const colourOf = policy => colour(`p${place(policy)}`);
const number = (value, digits) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const time = text => text.replace("T", " ").replace(/:00(\.\d+)?Z$/, " UTC");
const start = Date.parse(plot.from);

// The least and the largest value of every stretch, one after the other.
const points = (band, least = 0) =>
  band.least.flatMap((low, i) => {
    const at = start + i * plot.stretchMillis;
    const high = Math.max(least, band.largest[i]);
    return low === band.largest[i]
      ? [[at, high]]
      : [
          [at, Math.max(least, low)],
          [at + plot.stretchMillis / 2, high],
        ];
  });

function simulationFrame({ xAxis, yAxis, zoom = true, series }) {
  return frame(colour, {
    grid: { left: 56, right: 16, top: 26, bottom: 30 },
    tooltip: { textStyle: { color: colour("ink"), fontSize: 12 } },
    xAxis: {
      nameTextStyle: quietText(colour),
      ...(xAxis ?? { axisLabel: { formatter: { month: "{MMM} {d}", day: "{MMM} {d}" } } }),
    },
    yAxis: { ...yAxis, axisLabel: { hideOverlap: true, ...yAxis.axisLabel } },
    dataZoom: zoom ? [{ type: "inside", zoomOnMouseWheel: "ctrl" }] : [],
    series,
  });
}

const thin = (name, data, tint, more) => line(name, data, { color: tint, width: 1.5 }, more);

// Ours is drawn last, on top; the bound first.
function rank({ name }) {
  if (name === "clairvoyant") return -1;
  return name === "predictive" ? order.length : order.indexOf(name);
}

const visible = () => plot.policies.filter(policy => shown.has(policy.name)).sort((a, b) => rank(a) - rank(b));
const largest = (band, least) =>
  band.largest.map((value, i) => [start + i * plot.stretchMillis, Math.max(least, value)]);
const short = value => (value >= 1e4 ? value.toExponential(0).replace("e+", "e") : String(value));

function drawLoad() {
  const option = simulationFrame({
    yAxis: { name: "records/s", min: 0 },
    series: [thin("load", points(plot.load), colour("load"))],
  });
  draw("load", option, `Load from ${time(result.evaluated.from)} to ${time(result.evaluated.to)}`, REPLACE_ALL);
}

function drawSlots() {
  const option = simulationFrame({
    yAxis: { name: "slots", min: 0 },
    series: visible().map(({ name, slots }) => thin(name, points(slots), colourOf(name), { step: "end" })),
  });
  draw("slots", option, "Slots that each policy asked for; the table below has their sums", REPLACE_ALL);
}

function drawLag() {
  const objective = {
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: colour("bad"), type: "dashed" },
    data: [{ yAxis: seconds(result.settings.sloLag) }],
  };
  const option = simulationFrame({
    yAxis: { type: "log", name: "s", min: MIN_LAG, axisLabel: { hideOverlap: false, formatter: short } },
    series: visible().map(({ name, lagSeconds }, i) =>
      thin(name, largest(lagSeconds, MIN_LAG), colourOf(name), i ? {} : { markLine: objective }),
    ),
  });
  draw("lag", option, "Lag of each policy in seconds; the table below has the largest", REPLACE_ALL);
}

// PT1H2M3.5S
function seconds(text) {
  const part = /^PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?$/.exec(text);
  return part ? 3600 * (part[1] ?? 0) + 60 * (part[2] ?? 0) + Number(part[3] ?? 0) : 60;
}

// Whether a costs and violates no more than b, and one of them less.
function beats(a, b) {
  return (
    a !== b &&
    a.cost <= b.cost &&
    a.violationShare <= b.violationShare &&
    (a.cost < b.cost || a.violationShare < b.violationShare)
  );
}

// Nobody else costs and violates less.
function best(policies) {
  return policies.filter(one => !policies.some(other => beats(other, one))).sort((a, b) => a.cost - b.cost);
}

function drawPareto() {
  const policies = result.policies;
  const most = Math.max(...policies.map(policy => 100 * policy.violationShare), 0.01);
  const front = best(policies);
  const option = simulationFrame({
    zoom: false,
    xAxis: { type: "value", name: "cost", nameLocation: "middle", nameGap: 22, min: 0 },
    yAxis: {
      name: "violated minutes, %",
      min: 0,
      max: Number((most * 1.12).toPrecision(2)),
      nameTextStyle: { color: colour("quiet"), align: "left", padding: [0, 0, 0, -44] },
    },
    series: [
      thin(
        "best",
        front.map(policy => [policy.cost, 100 * policy.violationShare]),
        colour("rule"),
        { silent: true, tooltip: { show: false } },
      ),
      ...policies.map(dot),
    ],
  });
  option.tooltip.trigger = "item";
  draw(
    "pareto",
    option,
    `Cost against violations; not beaten: ${front.map(({ name }) => name).join(", ")}`,
    REPLACE_ALL,
  );
}

function dot({ name, cost, violationShare }) {
  const violated = 100 * violationShare;
  return {
    type: "scatter",
    name,
    symbolSize: 11,
    itemStyle: { color: colourOf(name) },
    data: [[cost, violated]],
    label: { show: true, formatter: name, position: "right", color: colour("ink"), fontSize: 11.5 },
    labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
    tooltip: { trigger: "item", formatter: () => `${name}: ${number(cost, 1)}, ${number(violated, 3)} % violated` },
  };
}

function drawLegend() {
  const legend = document.getElementById("legend");
  for (const { name } of plot.policies) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    const mark = document.createElement("i");
    mark.className = `c${place(name)}`;
    button.append(mark, name);
    button.addEventListener("click", () => {
      if (!shown.delete(name)) shown.add(name);
      button.setAttribute("aria-pressed", String(shown.has(name)));
      drawSlots();
      drawLag();
    });
    legend.append(button);
  }
}

const COLUMNS = [
  { head: "slot-hours", text: policy => number(policy.slotHours, 1) },
  { head: "x best", text: policy => (policy.slotHoursVsClairvoyant === null ? "" : number(policy.slotHoursVsClairvoyant, 3)) },
  {
    head: "violated min",
    text: policy => number(policy.violationMinutes, 0),
    bad: policy => policy.violationShare > 0.001,
  },
  { head: "share", text: policy => `${number(100 * policy.violationShare, 3)} %` },
  { head: "rescales", text: policy => number(policy.rescales, 0) },
  { head: "per day", text: policy => number(policy.rescalesPerDay, 2) },
  { head: "restart s", text: policy => number(policy.restartSeconds, 0) },
  { head: "lag p99 s", text: policy => number(policy.lagSecondsP99, 0) },
  { head: "lag max s", text: policy => number(policy.lagSecondsMax, 0) },
  { head: "cost", text: policy => number(policy.cost, 2) },
  { head: "ready min ahead", text: ({ minutesAhead }) => (minutesAhead ? number(minutesAhead.median, 1) : "") },
  { head: "in time", text: ({ minutesAhead }) => (minutesAhead ? `${number(100 * minutesAhead.shareInTime, 0)} %` : "") },
];

function drawTable() {
  const table = document.getElementById("figures");
  const heads = table.createTHead().insertRow();
  ["policy", ...COLUMNS.map(({ head }) => head)].forEach(head => addHead(heads, head, "col"));
  const body = table.createTBody();
  for (const policy of result.policies) {
    const row = body.insertRow();
    addHead(row, policy.name, "row");
    for (const { text, bad } of COLUMNS) {
      const cell = row.insertCell();
      cell.textContent = text(policy);
      if (bad?.(policy)) cell.className = "bad";
    }
  }
}

function addHead(row, text, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  row.append(cell);
}

function describe() {
  const { evaluated, forecasts, settings, trace } = result;
  document.getElementById("subject").textContent =
    `${trace}, ${time(evaluated.from)} to ${time(evaluated.to)}, ${number(evaluated.minutes, 0)} minutes`;
  document.getElementById("verdict").textContent = result.verdict?.text ?? "";
  const models = forecasts.map(
    ({ model, trainSeconds, usedBy }) => `Forecasts of ${model}, trained in ${trainSeconds} s: ${usedBy.join(", ")}.`,
  );
  document.getElementById("small").textContent =
    `${number(settings.recordsPerSecondPerSlot, 1)} records/s a slot, ${settings.slotsPerTaskManager} slots a TaskManager, ` +
    `lead time ${seconds(settings.leadTime)} s, restart ${seconds(settings.restartTime)} s, ` +
    `lag within ${seconds(settings.sloLag)} s, load x${settings.load}. ${models.join(" ")}` +
    ` Each plot shows the least and the largest value of every ${number(plot.stretchMillis / 60000, 1)} minutes.`;
}

function drawAll() {
  drawLoad();
  drawSlots();
  drawLag();
  drawPareto();
}

describe();
drawLegend();
drawTable();
drawAll();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
