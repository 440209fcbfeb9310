import { colours } from "./chart.js";
import { drawLag } from "./lag-chart.js";
import { drawLoad } from "./load-chart.js";
import { drawSlots } from "./slots-chart.js";
import { Model } from "./model.js";
import { service } from "./service.js";
import { openWhatIf } from "./what-if.js";
import {
  announce,
  showDecisions,
  showFigures,
  showHeader,
  showMinutes,
  showModel,
  showReport,
  showSignals,
  showTuning,
} from "./view.js";

// Brings events and page together: live from the stream, or from the data inside a report.
const KINDS = [
  "job",
  "minute",
  "signals",
  "budget",
  "conditions",
  "tuning",
  "champion",
  "prediction",
  "decision",
  "outcome",
];
const RETRY_MILLIS = 3000;
const QUIET_MILLIS = 1500;

let model = new Model();
let connection = "connecting";
let openedAt = 0;
let minuteAt = 0;
let scheduled = false;

// At most ten pictures a second, and none while nobody looks.
function schedule() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(
    () =>
      requestAnimationFrame(() => {
        scheduled = false;
        render();
      }),
    100,
  );
}

function render() {
  const hours = Number(document.querySelector("#range input:checked").value);
  showHeader(model, connection, silentSeconds());
  showFigures(model);
  showDecisions(model);
  announce(model, connection !== "open" || performance.now() - openedAt < QUIET_MILLIS);
  showMinutes(model);
  showSignals(model);
  showTuning(model);
  showModel(model);
  document.body.classList.toggle("no-data", model.empty);
  if (model.empty) return;
  const colour = colours();
  drawLoad(model, colour, hours);
  drawSlots(model, colour, hours);
  drawLag(model, colour, hours);
}

// How long the next minute is overdue; 0 while it is not, or when none is expected.
function silentSeconds() {
  const { job } = model;
  if (connection !== "open" || !job || model.empty || model.newest().status?.toLowerCase() === "stopped") return 0;
  if (job.to && model.now >= Date.parse(job.to)) return 0;
  const silent = (performance.now() - minuteAt) / 1000;
  return silent > Math.max(20, 180 / job.speed) ? Math.round(silent / 5) * 5 : 0;
}

function connect() {
  const source = new EventSource(`${service}/stream`);
  source.onopen = () => {
    model = new Model();
    connection = "open";
    openedAt = minuteAt = performance.now();
    schedule();
  };
  source.onerror = () => {
    connection = "lost";
    schedule();
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MILLIS);
  };
  for (const kind of KINDS) {
    source.addEventListener(kind, message => {
      if (kind === "minute") minuteAt = performance.now();
      model.apply(JSON.parse(message.data));
      schedule();
    });
  }
}

function showInside(report) {
  connection = "report";
  model.ended = true;
  report.events.forEach(event => model.apply(event));
  document.querySelector("#range input[value='0']").checked = true;
  showReport(report.rows);
  render();
}

document.getElementById("range").addEventListener("change", schedule);
document.getElementById("minutes").addEventListener("toggle", schedule);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", schedule);

const inside = document.getElementById("report-data");
if (inside) showInside(JSON.parse(inside.textContent));
else {
  openWhatIf();
  render();
  connect();
  setInterval(() => silentSeconds() && schedule(), 5000);
}
