import { count, duration, isNumber, oneDigit } from "./format.js";
import { service } from "./service.js";

// Asks the service to replay the stored history under other conditions and shows the figures.
const COLUMNS = [
  ["slot-hours", policy => oneDigit(policy.slotHours)],
  ["x best", policy => (isNumber(policy.slotHoursVsClairvoyant) ? policy.slotHoursVsClairvoyant.toFixed(2) : "")],
  ["violated min", policy => count(policy.violationMinutes)],
  ["rescales", policy => count(policy.rescales)],
  ["largest lag", policy => duration(policy.lagSecondsMax)],
];

export function openWhatIf() {
  const panel = document.getElementById("what-if");
  panel.hidden = false;
  panel.addEventListener("toggle", offerPolicies, { once: true });
  document.getElementById("what-if-form").addEventListener("submit", event => {
    event.preventDefault();
    ask(event.target);
  });
}

// Without the list the service compares those that it compares when nothing is said.
async function offerPolicies() {
  try {
    const response = await fetch(`${service}/simulations/policies`);
    const { policies } = await response.json();
    document.getElementById("what-if-policies").append(...policies.map(checkbox));
  } catch (failure) {
    say(`The policies cannot be listed: ${failure.message}`);
  }
}

function checkbox({ name, help, selected }) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: "policies", value: name, defaultChecked: selected });
  label.title = help;
  label.append(box, name);
  return label;
}

let running;

// A simulation that nobody waits for any more is ended by the service.
async function ask(form) {
  if (running) {
    running.abort();
    return;
  }
  const button = form.querySelector("button");
  const asks = button.textContent;
  const fields = new FormData(form);
  const body = {
    load: `x${fields.get("load")}`,
    "lead-time": `${fields.get("lead-time")}s`,
    "restart-time": `${fields.get("restart-time")}s`,
    policies: fields.getAll("policies"),
  };
  running = new AbortController();
  button.textContent = "Cancel";
  say("Simulating ...");
  try {
    const response = await fetch(`${service}/simulations`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: running.signal,
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error ?? `the service answers ${response.status}`);
    show(answer);
  } catch (failure) {
    document.getElementById("what-if-table").replaceChildren();
    say(failure.name === "AbortError" ? "Cancelled." : failure.message);
  } finally {
    running = undefined;
    button.textContent = asks;
  }
}

function say(text) {
  document.getElementById("what-if-message").textContent = text;
}

function show(result) {
  const day = text => text.replace("T", " ").replace(/:\d\d(\.\d+)?Z$/, "");
  const used = result.recorded?.minutes
    ? ` Really used in the ${count(result.recorded.minutes)} minutes known: ${oneDigit(result.recorded.slotHours)} slot-hours.`
    : "";
  const verdict = result.verdict ? ` ${result.verdict.text}` : "";
  say(
    `${day(result.evaluated.from)} to ${day(result.evaluated.to)} UTC, ${count(result.evaluated.minutes)} minutes.${used}${verdict}`,
  );
  const table = document.getElementById("what-if-table");
  table.replaceChildren();
  const head = table.createTHead().insertRow();
  ["policy", ...COLUMNS.map(([name]) => name)].forEach(name => addHead(head, name, "col"));
  const body = table.createTBody();
  for (const policy of result.policies) {
    const row = body.insertRow();
    addHead(row, policy.name, "row");
    COLUMNS.forEach(([, text]) => {
      row.insertCell().textContent = text(policy);
    });
  }
}

function addHead(row, text, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  row.append(cell);
}
