import { byId } from "./dom.js";
import { hashOf, keyed, select, sortedBy, viewOf } from "./fleet-model.js";
import { buildChoices, isBare, makeRow, showChoices, showConnection, showFleet } from "./fleet-view.js";
import { VirtualRows } from "./virtual-rows.js";

// Brings the fleet and the page together: asks for all jobs again and again.
const FIRST = "/v1/jobs?limit=500&offset=0";
const SMALL = 500;
const REFRESH_MILLIS = 5000;
const LARGE_REFRESH_MILLIS = 15_000;
const RETRY_MILLIS = 3000;
const PATIENCE_MILLIS = 30_000;

let jobs = [];
let view = viewOf(location.hash);
let answeredAt = null;
const opened = new Set();

const isOpen = job => opened.has(job.key);
const rows = new VirtualRows(byId("rows"), {
  make: () => makeRow(isOpen, toggle),
  heightOf: job => pixels(isBare(job) ? "--bare-height" : "--row-height"),
  isOpen,
});

// Heights are the style's; what it says is asked once for each width.
const heights = new Map();
function pixels(name) {
  const key = `${name} ${innerWidth}`;
  if (!heights.has(key)) heights.set(key, parseFloat(getComputedStyle(byId("rows")).getPropertyValue(name)));
  return heights.get(key);
}

function toggle(job) {
  if (!opened.delete(job.key)) opened.add(job.key);
  rows.layOut();
}

function show() {
  const selected = select(jobs, view);
  showChoices(view, selected, jobs.length, whyNone());
  rows.show(selected.shown);
}

function whyNone() {
  if (jobs.length) return "No job is like that.";
  return answeredAt === null ? "Asking for the jobs." : "The fleet has no job yet.";
}

function choose(change) {
  view = { ...view, ...change };
  history.replaceState(null, "", `${location.pathname}${hashOf(view) && "#"}${hashOf(view)}`);
  show();
}

async function get(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (response.ok) return response.json();
  const { error } = await response.json().catch(() => ({}));
  throw new Refusal(error ?? `The service answers ${response.status} at ${path}.`);
}

// What the service said, unlike what the browser says when there is no answer.
class Refusal extends Error {}

async function refresh() {
  const fleet = await get("/v1/fleet");
  const found = [];
  for (let next = FIRST; next; ) {
    const page = await get(next);
    found.push(...page.jobs);
    next = page.next;
    if (answeredAt !== null) continue;
    jobs = keyed(found); // the first time, what is there already
    show();
  }
  jobs = keyed(found);
  answeredAt = Date.now();
  showConnection("open", answeredAt);
  showFleet(fleet);
  show();
}

let timer;

async function watch() {
  clearTimeout(timer);
  timer = undefined;
  let wait = RETRY_MILLIS;
  try {
    await refresh();
    wait = jobs.length > SMALL ? LARGE_REFRESH_MILLIS : REFRESH_MILLIS;
  } catch (failure) {
    const trouble = failure instanceof Refusal ? failure.message : "The connection to Foretide is lost.";
    showConnection("lost", answeredAt, trouble);
  }
  timer = setTimeout(() => document.hidden || watch(), wait);
}

buildChoices({
  sort: column => choose(sortedBy(view, column)),
  turn: () => choose({ descends: !view.descends }),
  state: state => choose({ state }),
});
byId("text").addEventListener("input", event => choose({ text: event.target.value }));
document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault(); // the address says what is shown
  byId("jobs").focus();
});
addEventListener("hashchange", () => {
  view = viewOf(location.hash);
  show();
});
// Nobody looks, nothing is asked.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && timer !== undefined) watch();
});
show();
watch();
