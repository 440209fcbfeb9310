import { byId, element, setText } from "./dom.js";
import { COLUMNS, findingsOf, STATES } from "./fleet-model.js";
import { capitalised, clockTime, count, dayOf, duration, isNumber, percent, plural, shortRate } from "./format.js";
import { drawSpark, spark } from "./spark.js";
import { showGauge, showTiles } from "./tiles.js";

// Everything on the page of a fleet but its rows' places.
const CONNECTIONS = {
  connecting: ["connecting", "Connecting"],
  open: ["running", "Connected"],
  lost: ["lost", "Connection lost"],
};

// connection: connecting, open or lost; `at` is when the service answered last, `trouble` what it said instead.
export function showConnection(connection, at, trouble) {
  const [status, word] = CONNECTIONS[connection];
  byId("status").dataset.status = status;
  setText(byId("status").querySelector(".word"), word);
  const lost = connection === "lost";
  byId("banner").hidden = !lost;
  setText(
    byId("banner"),
    lost
      ? `${trouble} Trying again every few seconds.${at ? ` What is shown is from ${clockTime(at)} UTC.` : ""}`
      : "",
  );
  if (!at) return;
  setText(byId("clock"), clockTime(at));
  byId("clock").setAttribute("datetime", new Date(at).toISOString());
  setText(byId("date"), `UTC, ${dayOf(at)}`);
}

export function showFleet({ jobs, problems, ...sums }) {
  const { demand, slots, slotsRecommended, maxSlots, rescalesUnderWay, rescalesAtOnce } = sums;
  const states = STATES.filter(state => jobs[state]).map(state => `${count(jobs[state])} ${state}`);
  showTiles(byId("figures"), [
    { label: "Jobs", value: count(jobs.total), detail: states.join(", ") || "none yet" },
    { label: "Demand now", value: shortRate(demand), detail: "records/s, of all jobs" },
    {
      label: "Slots",
      value: count(slots),
      detail: `${count(slotsRecommended)} recommended${isNumber(maxSlots) ? `, ${count(maxSlots)} allowed` : ""}`,
    },
    { label: "Rescales under way", value: count(rescalesUnderWay), detail: isNumber(rescalesAtOnce) ? `${count(rescalesAtOnce)} at once are allowed` : "sizes not reached yet" },
  ]);
  byId("problems").hidden = problems.length === 0;
  byId("problems").querySelector("ul").replaceChildren(...problems.map(problem => element("li", {}, problem)));
}

// The heads, states and orders to choose from; `act` has what a choice does: sort(column), turn(), state(state).
export function buildChoices(act) {
  byId("heads").replaceChildren(
    ...COLUMNS.map(({ id, head }, i) => {
      const button = element("button", { type: "button" }, head);
      button.addEventListener("click", () => act.sort(id));
      return element(
        "div",
        { role: "columnheader", class: `cell ${id}`, "aria-colindex": i + 1, "data-column": id },
        button,
      );
    }),
  );
  byId("sort").replaceChildren(...COLUMNS.map(({ id, head }) => element("option", { value: id }, head)));
  byId("sort").addEventListener("change", event => act.sort(event.target.value));
  byId("turn").addEventListener("click", act.turn);
  for (const state of ["", ...STATES]) {
    const input = element("input", { type: "radio", name: "state", value: state });
    input.addEventListener("change", () => act.state(state));
    const text = element("span", {}, `${capitalised(state || "all")} `, element("b", {}));
    byId("states").append(element("label", {}, input, text));
  }
}

export function showChoices(view, { shown, counts, found }, total, whyNone) {
  for (const head of byId("heads").children) {
    const sorted = head.dataset.column === view.column;
    head.setAttribute("aria-sort", sorted ? (view.descends ? "descending" : "ascending") : "none");
  }
  byId("sort").value = view.column;
  setText(byId("turn"), view.descends ? "\u2193" : "\u2191");
  byId("turn").setAttribute("aria-label", view.descends ? "Descending; turn" : "Ascending; turn");
  if (byId("text").value !== view.text) byId("text").value = view.text;
  for (const label of byId("states").querySelectorAll("label")) {
    const input = label.querySelector("input");
    input.checked = input.value === view.state;
    // where no replica has a part of the jobs, there is nothing to choose
    label.hidden = input.value === "elsewhere" && counts.elsewhere === 0 && !input.checked;
    setText(label.querySelector("b"), count(input.value ? counts[input.value] : found));
  }
  setText(byId("found"), shown.length === total ? count(total) : `${count(shown.length)} of ${count(total)}`);
  byId("jobs").setAttribute("aria-rowcount", shown.length + 1);
  byId("jobs").setAttribute("aria-colcount", COLUMNS.length);
  byId("jobs").hidden = shown.length === 0;
  byId("none").hidden = shown.length > 0;
  setText(byId("none"), whyNone);
}

// Of a job of which nothing is measured there is little to show.
export const isBare = job => !isNumber(job.demand) && !isNumber(job.slots);

// A row that is filled with one job after the other. `isOpen(job)` says whether all is shown, `toggle(job)` changes that.
export function makeRow(isOpen, toggle) {
  const cells = Object.fromEntries(
    COLUMNS.map(({ id, head }, i) => [
      id,
      element(
        "div",
        { class: `cell ${id}`, role: i === 0 ? "rowheader" : "cell", "aria-colindex": i + 1 },
        element("span", { class: "label" }, head),
      ),
    ]),
  );
  const name = element("a", {});
  const [state, mode] = [element("span", { class: "word" }), element("span", { class: "quiet" })];
  const [load, demand] = [spark("load"), element("span", { class: "number" })];
  const [sizes, slots] = [spark("slots"), element("span", { class: "number" })];
  const [peak, peakAt] = [element("span", {}), element("span", { class: "quiet" })];
  const [lag, objective, gauge] = [element("span", {}), element("span", { class: "quiet" }), element("meter", { min: 0 })];
  const saved = element("span", {});
  const [badge, sentence] = [element("b", { class: "badge" }), element("span", { class: "sentence" })];
  const more = element("div", { class: "more", role: "cell" });
  const button = element("button", { type: "button", class: "opens" }, badge, sentence);
  const namespace = element("span", {});
  cells.name.append(name);
  cells.namespace.append(namespace);
  cells.state.append(element("span", { class: "mark", "aria-hidden": "true" }), state, mode);
  cells.load.append(load, demand);
  cells.slots.append(sizes, slots);
  cells.peak.append(element("span", {}, peak, peakAt));
  cells.lag.append(element("span", { class: "text" }, lag, objective), gauge);
  cells.saved.append(saved);
  cells.findings.append(button);
  const entry = element("div", { class: "row", role: "row" }, ...Object.values(cells), more);

  let shown;
  let open;
  button.addEventListener("click", () => toggle(shown));
  entry.addEventListener("click", event => {
    if (event.target.closest("a, button, .more") || String(getSelection())) return;
    if (name.href) name.click();
    else toggle(shown);
  });

  function fill(job) {
    if (job === shown && open === isOpen(job)) return;
    shown = job;
    open = isOpen(job);
    const findings = findingsOf(job);
    entry.className = `row ${isBare(job) ? "bare" : ""} ${open ? "open" : ""}`;
    setText(name, job.name);
    name.title = job.name;
    if (job.state === "elsewhere" || (job.state === "invalid" && isBare(job))) name.removeAttribute("href");
    else name.setAttribute("href", `/jobs/${encodeURIComponent(job.name)}/`);
    setText(namespace, job.namespace ?? "");
    namespace.title = job.namespace ?? "";
    cells.state.dataset.state = job.state;
    setText(state, capitalised(job.state));
    setText(mode, job.state === "elsewhere" ? job.owner : job.mode && job.mode !== "auto" ? job.mode : "");
    showCourse(load, job.load, false, shortRate, "records/s");
    setText(demand, shortRate(job.demand));
    showCourse(sizes, job.slotsPast, true, count, "slots");
    slots.replaceChildren(count(job.slots), ...changeOf(job));
    setText(peak, shortRate(job.forecastPeak));
    setText(peakAt, job.forecastPeakAt ? ` at ${clockTime(Date.parse(job.forecastPeakAt))}` : "");
    showLag(job, cells.lag, lag, objective, gauge);
    setText(saved, percent(job.savedShare));
    setText(badge, findings.length ? String(findings.length) : "");
    badge.hidden = findings.length === 0;
    setText(sentence, findings[0] ?? job.reason ?? "\u2013");
    sentence.className = findings.length ? "sentence" : "sentence quiet";
    button.setAttribute("aria-expanded", String(open));
    more.replaceChildren(...(open ? [moreOf(job, findings)] : []));
    more.hidden = !open;
  }
  return { element: entry, fill };
}

function showCourse(picture, values = [], steps, text, unit) {
  const known = values.filter(isNumber);
  const said = known.length
    ? `${text(Math.min(...known))} to ${text(Math.max(...known))} ${unit} in 24 hours`
    : `no ${unit} known of the last 24 hours`;
  drawSpark(picture, values, steps, said);
}

function changeOf({ slots, slotsRecommended }) {
  if (!isNumber(slotsRecommended) || slotsRecommended === slots) return [];
  const kind = slotsRecommended > slots ? "up" : "down";
  return [element("span", { class: kind }, ` \u2192 ${count(slotsRecommended)}`)];
}

function showLag({ lagSeconds, lagObjectiveSeconds }, cell, lag, objective, gauge) {
  const known = isNumber(lagSeconds) && lagObjectiveSeconds > 0;
  cell.classList.toggle("bad", known && lagSeconds > lagObjectiveSeconds);
  setText(lag, duration(lagSeconds));
  setText(objective, isNumber(lagObjectiveSeconds) ? ` / ${duration(lagObjectiveSeconds)}` : "");
  showGauge(gauge, known ? { value: lagSeconds, objective: lagObjectiveSeconds } : null);
}

// All that is known of a job besides its figures.
function moreOf(job, findings) {
  const managers = isNumber(job.taskManagers)
    ? `${plural(job.taskManagers, "TaskManager")}, ${count(job.taskManagersRecommended)} recommended`
    : undefined;
  const facts = [
    ["Why", job.reason],
    ["Size", managers],
    ["Mode", job.mode],
    ["Priority", isNumber(job.priority) ? count(job.priority) : undefined],
  ].filter(([, text]) => text !== undefined && text !== null);
  return element(
    "div",
    {},
    element("ul", { class: "findings-list" }, ...findings.map(finding => element("li", {}, finding))),
    element("dl", {}, ...facts.flatMap(([fact, text]) => [element("dt", {}, fact), element("dd", {}, text)])),
  );
}
