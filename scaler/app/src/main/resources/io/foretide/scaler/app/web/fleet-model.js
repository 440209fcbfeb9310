import { isNumber } from "./format.js";

// The jobs of a fleet: which of them are shown, and in which order. Nothing here touches the document.
export const STATES = ["served", "waiting", "overdue", "invalid", "elsewhere"];

export const findingsOf = job => [...job.problems, ...job.conditions];

// Without an objective a lag is only compared with that of others that have none.
const lagShare = ({ lagSeconds, lagObjectiveSeconds }) =>
  isNumber(lagSeconds) && lagObjectiveSeconds > 0 ? lagSeconds / lagObjectiveSeconds : undefined;

// What the table is sorted by; the worst state goes first.
export const COLUMNS = [
  { id: "name", head: "Job", by: job => job.name },
  { id: "namespace", head: "Namespace", by: job => job.namespace },
  { id: "state", head: "State", by: job => STATES.length - STATES.indexOf(job.state) },
  { id: "load", head: "Load, records/s", by: job => job.demand, descends: true },
  { id: "slots", head: "Slots", by: job => job.slots, descends: true },
  { id: "peak", head: "Forecast peak", by: job => job.forecastPeak, descends: true },
  { id: "lag", head: "Lag", by: lagShare, descends: true },
  { id: "saved", head: "Saved, 7 days", by: job => job.savedShare, descends: true },
  { id: "findings", head: "Findings", by: job => findingsOf(job).length, descends: true },
];

const collator = new Intl.Collator("en", { numeric: true });

// What is chosen to be seen, as it stands in the address: #q=orders&state=overdue&sort=-lag.
export function viewOf(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const sort = said.get("sort") ?? "";
  const column = COLUMNS.find(({ id }) => id === sort.replace(/^-/, "")) ?? COLUMNS[0];
  const state = said.get("state");
  return {
    text: said.get("q") ?? "",
    state: STATES.includes(state) ? state : "",
    column: column.id,
    descends: sort.startsWith("-"),
  };
}

export function hashOf({ text, state, column, descends }) {
  const said = new URLSearchParams();
  if (text) said.set("q", text);
  if (state) said.set("state", state);
  if (column !== COLUMNS[0].id || descends) said.set("sort", `${descends ? "-" : ""}${column}`);
  return said.toString();
}

// The order after a click on a column's head: the other way round if it is sorted by it, else as the column begins.
export function sortedBy(view, column) {
  const descends = view.column === column ? !view.descends : Boolean(COLUMNS.find(({ id }) => id === column).descends);
  return { ...view, column, descends };
}

// Gives each job a key of its own: two that are wrong may have one name.
export function keyed(jobs) {
  const seen = new Map();
  return jobs.map(job => {
    const before = seen.get(job.name) ?? 0;
    seen.set(job.name, before + 1);
    return { ...job, key: before ? `${job.name}\n${before}` : job.name };
  });
}

// The jobs in which every word occurs, and how many there are of each state.
export function select(jobs, view) {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = jobs.filter(job => {
    const text = `${job.name} ${job.namespace ?? ""} ${job.state}`.toLowerCase();
    return words.every(word => text.includes(word));
  });
  const counts = Object.fromEntries(STATES.map(state => [state, found.filter(job => job.state === state).length]));
  const shown = view.state ? found.filter(job => job.state === view.state) : found;
  return { shown: ordered(shown, view), counts, found: found.length };
}

// What is not known goes last, whatever the direction; equals go by name.
function ordered(jobs, view) {
  const { by } = COLUMNS.find(({ id }) => id === view.column);
  const turn = view.descends ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  return jobs
    .map(job => ({ job, value: by(job) ?? null }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || byName(a.job, b.job);
      return turn * compare(a.value, b.value) || byName(a.job, b.job);
    })
    .map(({ job }) => job);
}

const byName = (a, b) => collator.compare(a.name, b.name);
