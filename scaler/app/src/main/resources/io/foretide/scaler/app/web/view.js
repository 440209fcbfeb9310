import {
  ageOf,
  capitalised,
  clockTime,
  count,
  dayOf,
  duration,
  figure,
  isNumber,
  minutesOf,
  oneDigit,
  percent,
  plural,
  rate,
  secondsAndUnit,
} from "./format.js";
import { byId, element, setText } from "./dom.js";
import { peakAhead } from "./model.js";
import { isOneOfMany } from "./service.js";
import { showTiles } from "./tiles.js";

// Everything on the page but the charts.
const WORDS = {
  running: "Running",
  restarting: "Restarting",
  stopped: "Stopped",
  finished: "Finished",
  connecting: "Connecting",
  lost: "Connection lost",
  waiting: "Waiting",
};

// connection: connecting, open, lost or report.
export function showHeader(model, connection, silentSeconds) {
  const { job } = model;
  const newest = model.empty ? null : model.newest();
  if (job) {
    byId("job").replaceChildren(element("b", {}, job.title), job.title === job.job ? "" : ` \u00b7 ${job.job}`);
    document.title = `${job.title} \u2013 Foretide`;
  }
  let status = {
    connecting: "connecting",
    lost: "lost",
    report: "finished",
    open: newest?.status?.toLowerCase() ?? "waiting",
  }[connection];
  byId("status").dataset.status = status === "finished" ? "stopped" : status;
  setText(byId("status").querySelector(".word"), WORDS[status] ?? capitalised(status));
  if (newest) {
    setText(byId("clock"), clockTime(newest.at ?? Date.parse(newest.time)));
    byId("clock").setAttribute("datetime", newest.time);
    setText(byId("date"), `UTC, ${dayOf(Date.parse(newest.time))}`);
  }
  byId("fleet").hidden = !isOneOfMany;
  byId("speed").hidden = !job || connection === "report";
  if (job) setText(byId("speed"), `${Number(job.speed.toPrecision(3))}x`);
  showBanner(connection, newest, silentSeconds, model.conditions);
}

// What else is wrong stands where it is missed: in the figures and in the newest decision.
const SAID_IN_BANNER = ["waiting", "tick-overdue", "tick-failed", "clock-set", "data-folder"];

function showBanner(connection, newest, silentSeconds, conditions) {
  const wrong = conditions.filter(({ id }) => SAID_IN_BANNER.includes(id));
  let text = "";
  if (connection === "lost") {
    text =
      "The connection to Foretide is lost; trying again every few seconds." +
      (newest ? ` What is shown is from ${clockTime(Date.parse(newest.time))} UTC.` : "");
  } else if (wrong.length) {
    text = wrong.map(({ sentence }) => `${capitalised(sentence)}.`).join(" ");
  } else if (silentSeconds) {
    text = `Connected, but no new minute for ${duration(silentSeconds)}.`;
  }
  byId("banner").hidden = !text;
  setText(byId("banner"), text);
}

const lagNames = { "event-time-lag": "Event-time lag", "watermark-lag": "Watermark lag" };

function figuresOf(model) {
  const minute = model.empty ? {} : model.newest();
  const { job } = model;
  const headroom = job?.headroom ?? 0.95;
  const peak = model.empty ? null : peakAhead(model.prediction(), headroom, model.now);
  const size = job?.slotsPerTaskManager ?? 1;
  const slo = model.slo();
  const objective = job?.sloLagSeconds;
  const late = isNumber(minute.lagSeconds) && minute.lagSeconds > objective;
  const [lag, lagUnit] = secondsAndUnit(minute.lagSeconds);
  const [lead, leadUnit] = secondsAndUnit(minute.leadTimeSeconds);
  const horizon = peak ? Math.round((peak.until - model.now) / 60_000) : 30;
  const managers = slots => Math.ceil((slots ?? 0) / size);
  return [
    {
      label: model.ended ? "Demand at the end" : "Demand now",
      value: rate(minute.demand),
      detail: model.empty
        ? "no minute yet"
        : `records/s, ${isNumber(minute.busyRatio) ? `${percent(minute.busyRatio)} busy` : "busy ratio not measured"}`,
    },
    {
      label: `Forecast peak, ${horizon} min`,
      value: rate(peak?.value),
      detail: peak ? `records/s at ${clockTime(peak.at)}, ${peak.level} quantile` : "no forecast",
    },
    {
      label: "Slots running",
      value: count(minute.slotsRunning),
      unit: `of ${count(minute.slotsPlanned)} planned`,
      detail: isNumber(minute.slotsRunning)
        ? `${plural(managers(minute.slotsRunning), "TaskManager")}, parallelism ${minute.parallelism}`
        : "no minute yet",
    },
    {
      label: lagNames[job?.lagMeasure] ?? "Lag",
      value: lag,
      unit: lagUnit,
      detail: isNumber(objective) ? `objective ${duration(objective)}${late ? ", exceeded" : ""}` : "no objective yet",
      state: late ? "bad" : "",
      meter: isNumber(minute.lagSeconds) && objective > 0 ? { value: minute.lagSeconds, objective } : null,
    },
    {
      label: "Rate per slot",
      value: rate(minute.ratePerSlot),
      detail: isNumber(minute.ratePerSlot) ? "records/s when always busy, learned" : "not learned yet",
    },
    { label: "Lead time", value: lead, unit: leadUnit, detail: "decision to capacity, learned" },
    {
      label: "SLO minutes",
      value: slo.judged ? count(slo.kept) : "\u2013",
      unit: `of ${count(slo.judged)}`,
      detail:
        (slo.judged
          ? `${percent(slo.kept / slo.judged)}${slo.missing ? "" : " within the objective"}`
          : "none judged yet") + (slo.missing ? `, ${slo.missing} not measured` : ""),
    },
  ];
}

function showBudget({ budget }) {
  byId("budget").hidden = !budget;
  if (!budget) return;
  const { violatedMinutes, allowedMinutes, burnRateHour, burnRateDay } = budget;
  byId("budget").className = `beside ${violatedMinutes > allowedMinutes ? "bad" : ""}`;
  setText(
    byId("budget"),
    `Error budget: ${oneDigit(violatedMinutes)} of ${oneDigit(allowedMinutes)} minutes used in 30 days; ` +
      `burns at ${oneDigit(burnRateHour)} times the allowed rate in the last hour, ${oneDigit(burnRateDay)} in the last day`,
  );
}

export function showFigures(model) {
  showBudget(model);
  showTiles(byId("figures"), figuresOf(model));
}

const NAMES = { up: ["\u25b2", "Scale up"], down: ["\u25bc", "Scale down"] };

// What became of a decision: [sentence, good | bad | open].
export function outcomeOf(decision, outcome, objective) {
  if (!outcome) return ["Ordered; nothing is known of it yet.", "open"];
  const parts = [];
  if (isNumber(outcome.slotsReadySeconds)) parts.push(`slots ready after ${minutesOf(outcome.slotsReadySeconds)}`);
  if (isNumber(outcome.runningSeconds))
    parts.push(`job at ${plural(decision.to, "slot")} after ${minutesOf(outcome.runningSeconds)}`);
  if (isNumber(outcome.beforeLoadSeconds)) {
    parts.push(
      `${minutesOf(Math.abs(outcome.beforeLoadSeconds))} ${outcome.beforeLoadSeconds < 0 ? "after the load came" : "before the load"}`,
    );
  }
  if (isNumber(outcome.worstLagSeconds)) parts.push(`worst lag ${duration(outcome.worstLagSeconds)}`);
  const sentence = parts.length ? `${capitalised(parts.join(", "))}.` : "Nothing was measured.";
  if (!outcome.complete) return [`So far: ${parts.length ? `${parts.join(", ")}.` : "waiting for the slots."}`, "open"];
  const late = outcome.beforeLoadSeconds < 0 || outcome.worstLagSeconds > objective;
  return [sentence, late ? "bad" : "good"];
}

let listed = "";

export function showDecisions(model) {
  const rescales = model.rescales();
  const current = model.current();
  byId("now").hidden = !current;
  if (current) byId("now").replaceChildren(element("b", {}, model.ended ? "At the end: " : "Now: "), current.reason);
  const signature = JSON.stringify([
    rescales.map(decision => decision.id),
    [...model.outcomes.values()],
    model.job?.sloLagSeconds,
  ]);
  if (signature === listed) return;
  listed = signature;
  byId("no-decisions").hidden = rescales.length > 0;
  setText(byId("decision-count"), rescales.length ? String(rescales.length) : "");
  byId("decisions").replaceChildren(...rescales.map(decision => entryOf(decision, model)));
}

function entryOf(decision, model) {
  const [sign, name] = NAMES[decision.kind];
  const [sentence, state] = outcomeOf(decision, model.outcomes.get(decision.id), model.job?.sloLagSeconds ?? Infinity);
  return element(
    "li",
    { class: "decision", "data-id": decision.id },
    element(
      "h3",
      {},
      element("span", { class: decision.kind, "aria-hidden": "true" }, sign),
      element("span", {}, `${name} ${count(decision.from)} \u2192 ${plural(decision.to, "slot")}`),
      element("time", { datetime: decision.time }, clockTime(Date.parse(decision.time))),
    ),
    element("p", { class: "reason" }, decision.reason),
    element("p", { class: `outcome ${state}` }, element("span", {}, sentence)),
  );
}

let announced;

// Reads a new decision out; `quietly` only remembers it, as when the past is told again after a reconnect.
export function announce(model, quietly) {
  const newest = model.rescales()[0];
  if (newest?.id === announced) return;
  announced = newest?.id;
  if (newest && !quietly) byId("announcer").textContent = `${clockTime(Date.parse(newest.time))}: ${newest.reason}`;
}

function table(target, headings, rows, textColumns = []) {
  const kind = i => (textColumns.includes(i) ? "text" : undefined);
  const head = element(
    "thead",
    {},
    element("tr", {}, ...headings.map((heading, i) => element("th", { scope: "col", class: kind(i) }, heading))),
  );
  const body = element(
    "tbody",
    {},
    ...rows.map((row, at) =>
      element(
        "tr",
        { class: at === 0 ? "first" : undefined },
        ...row.map((cell, i) =>
          i === 0 ? element("th", { scope: "row" }, cell) : element("td", { class: kind(i) }, cell),
        ),
      ),
    ),
  );
  target.replaceChildren(head, body);
}

export function showMinutes(model) {
  if (!byId("minutes").open || model.empty) return;
  const times = model.timeline().slice(-60).reverse();
  const before = new Map(model.hindsight(times.map(minute => minute.at).reverse()));
  table(
    byId("minutes-table"),
    ["Time", "Status", "Demand, records/s", "0.9 quantile 10 min before", "Slots planned", "Slots running", "Lag, s"],
    times.map(minute => [
      clockTime(minute.at),
      minute.status?.toLowerCase() ?? "not measured",
      rate(minute.demand),
      rate(before.get(minute.at)),
      count(minute.slotsPlanned),
      count(minute.slotsRunning),
      oneDigit(minute.lagSeconds),
    ]),
    [1],
  );
}

export function showSignals({ signals }) {
  byId("signals").hidden = signals.length === 0;
  table(
    byId("signals-table"),
    ["Signal", "Last value", "Age", "State"],
    signals.map(signal => [
      signal.name,
      figure(signal.value),
      duration(signal.ageSeconds),
      signal.trouble ? `! ${signal.trouble}` : "as it should be",
    ]),
    [3],
  );
}

export function showTuning({ tuning }) {
  byId("tuning").hidden = !tuning;
  if (!tuning) return;
  setText(
    byId("tuning-serves"),
    tuning.servesSince
      ? `Settings tuned at ${night(tuning.servesSince)} serve, below what the configuration says.`
      : "The settings of the configuration serve.",
  );
  setText(byId("tuning-verdict"), tuning.at ? `Tuned at ${night(tuning.at)}: ${tuning.verdict}` : tuning.verdict);
  byId("tuning-keys").hidden = !tuning.keys;
  setText(byId("tuning-keys"), tuning.keys ?? "");
}

// Which model serves, and how old it is by the newest minute.
export function showModel({ champion, now }) {
  const known = champion?.trained && now !== null;
  byId("model").hidden = !known;
  if (!known) return;
  const old = ageOf(Math.max(0, now - Date.parse(champion.trained)));
  setText(byId("model"), `${champion.version} serves: trained at ${night(champion.trained)}, ${old} ago`);
}

function night(time) {
  const at = Date.parse(time);
  return `${clockTime(at)} UTC, ${dayOf(at)}`;
}

export function showReport(rows) {
  byId("report").hidden = rows.length === 0;
  table(
    byId("report-table"),
    ["Policy", "Slot minutes", "Minutes over the objective", "Worst lag", "Rescales", "Note"],
    rows.map(row => [
      row.policy,
      count(row.slotMinutes),
      count(row.violationMinutes),
      duration(row.worstLagSeconds),
      count(row.rescales),
      row.note,
    ]),
    [5],
  );
}
