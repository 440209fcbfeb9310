import { isNumber } from "./format.js";

// What the page knows: a fold over the events. Nothing here touches the document.
const MINUTE = 60_000;
const KEPT_MINUTES = 1441;

// How long before a minute the forecast was made that it is compared with; an older one counts if it is not much older.
export const HINDSIGHT = 10 * MINUTE;
const HINDSIGHT_LIMIT = 20 * MINUTE;

export class Model {
  job = null;
  ended = false; // a finished run: its last minute is the end, not now
  decisions = new Map();
  outcomes = new Map();
  hold = null;
  signals = []; // the user's, as of the newest tick
  budget = null; // the error budget, as of the newest tick that knew it
  conditions = []; // what is wrong with the service now
  tuning = null; // what came of tuning the planner's settings
  champion = null; // the trained model that serves
  #minutes = new Map();
  #predictions = new Map();

  apply(event) {
    switch (event.event) {
      case "job":
        this.job = event;
        break;
      case "minute":
        keepNewest(this.#minutes, Date.parse(event.time), event);
        break;
      case "signals":
        this.signals = event.signals;
        break;
      case "budget":
        this.budget = event;
        break;
      case "conditions":
        this.conditions = event.conditions;
        break;
      case "tuning":
        this.tuning = event;
        break;
      case "champion":
        this.champion = event;
        break;
      case "prediction":
        keepNewest(this.#predictions, Date.parse(event.origin), event);
        break;
      case "decision":
        if (event.kind === "hold") this.hold = event;
        else keepNewest(this.decisions, event.id, event);
        break;
      case "outcome":
        keepNewest(this.outcomes, event.id, event);
        break;
    }
  }

  get empty() {
    return this.#minutes.size === 0;
  }

  // Every minute from the first to the newest in order of time; one that never came is there with `absent`.
  timeline() {
    const known = [...this.#minutes].sort((a, b) => a[0] - b[0]);
    const line = [];
    for (const [at, minute] of known) {
      let next = line.length ? line[line.length - 1].at + MINUTE : at;
      for (; next < at - MINUTE / 2 && line.length < 2 * KEPT_MINUTES; next += MINUTE)
        line.push({ at: next, absent: true });
      line.push({ ...minute, at });
    }
    return line;
  }

  newest() {
    return this.#minutes.get(Math.max(...this.#minutes.keys())) ?? null;
  }

  get now() {
    return this.empty ? null : Math.max(...this.#minutes.keys());
  }

  prediction() {
    return this.#predictions.size ? this.#predictions.get(Math.max(...this.#predictions.keys())) : null;
  }

  // [time, value] for each minute: the 0.9 quantile forecast about ten minutes before it, or null.
  hindsight(times) {
    const origins = [...this.#predictions.keys()].sort((a, b) => a - b);
    let newest = -1;
    return times.map(time => {
      while (newest + 1 < origins.length && origins[newest + 1] <= time - HINDSIGHT) newest++;
      if (newest < 0 || time - origins[newest] > HINDSIGHT_LIMIT) return [time, null];
      return [time, valueAt(this.#predictions.get(origins[newest]), 0.9, time)];
    });
  }

  rescales() {
    return [...this.decisions.values()].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
  }

  // The decision that counts now: the newest rescale or, if it is no older, the newest hold.
  current() {
    const last = this.rescales()[0];
    return this.hold && (!last || Date.parse(this.hold.time) >= Date.parse(last.time)) ? this.hold : last;
  }

  // [time, slots] of the sizes planned after now, from now to the end of the half hour; empty where nothing is planned.
  planned() {
    const decision = this.current();
    const sizes = (decision?.planned ?? []).map(({ time, slots }) => [Date.parse(time), slots]);
    if (!sizes.length || this.ended) return [];
    const end = Date.parse(decision.time) + 30 * MINUTE;
    const later = sizes.filter(([at]) => at > this.now && at < end);
    const present = sizes.findLast(([at]) => at <= this.now) ?? sizes[0];
    const last = sizes[sizes.length - 1];
    return end > this.now ? [[this.now, present[1]], ...later, [end, last[1]]] : [];
  }

  // Minutes kept within the objective, judged and not measured.
  slo() {
    const minutes = [...this.#minutes.values()];
    const judged = minutes.filter(minute => isNumber(minute.lagSeconds));
    const kept = judged.filter(minute => minute.lagSeconds <= (this.job?.sloLagSeconds ?? Infinity));
    return { kept: kept.length, judged: judged.length, missing: minutes.length - judged.length };
  }
}

function keepNewest(map, key, value) {
  map.delete(key);
  map.set(key, value);
  if (map.size > KEPT_MINUTES) map.delete(map.keys().next().value);
}

// The quantile path of the lowest level that is at least `level`, or the highest there is: { level, values }.
export function pathOf(prediction, level) {
  const levels = Object.keys(prediction?.quantiles ?? {})
    .map(key => [Number(key), key])
    .sort((a, b) => a[0] - b[0]);
  if (!levels.length) return null;
  const [found, key] = levels.find(([at]) => at >= level - 1e-9) ?? levels[levels.length - 1];
  return { level: found, values: prediction.quantiles[key] };
}

export function pointsOf(prediction, level) {
  const path = pathOf(prediction, level);
  if (!path) return [];
  const origin = Date.parse(prediction.origin);
  return path.values.map((value, i) => [origin + (i + 1) * prediction.stepSeconds * 1000, value]);
}

function valueAt(prediction, level, time) {
  const step = Math.round((time - Date.parse(prediction.origin)) / (prediction.stepSeconds * 1000));
  return pathOf(prediction, level)?.values[step - 1] ?? null;
}

// The largest value of the quantile planned for, later than now: { at, value, level } or null.
export function peakAhead(prediction, level, now) {
  const ahead = pointsOf(prediction, level).filter(([at]) => at > now);
  if (!ahead.length) return null;
  const [at, value] = ahead.reduce((best, point) => (point[1] > best[1] ? point : best));
  return { at, value, level: pathOf(prediction, level).level, until: ahead[ahead.length - 1][0] };
}
