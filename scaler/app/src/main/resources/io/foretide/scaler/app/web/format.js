// Numbers, times and sentences as the page writes them. Missing values are a dash, never zero.
const MISSING = "\u2013";
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

const sixDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

export const isNumber = value => typeof value === "number" && Number.isFinite(value);

export function count(value) {
  return isNumber(value) ? whole.format(value) : MISSING;
}

// A rate in records/s: whole numbers, or two significant digits below ten.
export function rate(value) {
  return isNumber(value) && value !== 0 && Math.abs(value) < 10 ? String(Number(value.toPrecision(2))) : count(value);
}

// A value of any kind, to six digits.
export function figure(value) {
  return isNumber(value) ? sixDigits.format(value) : MISSING;
}

// A rate where there is little room: 40k, 1.5M.
export function shortRate(value) {
  if (Math.abs(value) >= 1e6) return `${Number((value / 1e6).toFixed(2))}M`;
  if (Math.abs(value) >= 1e4) return `${Number((value / 1e3).toFixed(1))}k`;
  return rate(value);
}

export function oneDigit(value) {
  return isNumber(value) ? String(Number(value.toFixed(1))) : MISSING;
}

export function percent(ratio) {
  return isNumber(ratio) ? `${Number((100 * ratio).toFixed(ratio > 0.9 && ratio < 1 ? 1 : 0))} %` : MISSING;
}

// A number of seconds and its unit: [12, "s"], [2.4, "min"].
export function secondsAndUnit(seconds) {
  if (!isNumber(seconds)) return [MISSING, ""];
  const size = Math.abs(seconds);
  if (size < 9.95) return [String(Number(seconds.toFixed(1))), "s"];
  if (size < 120) return [count(seconds), "s"];
  if (size < 7200) return [oneDigit(seconds / 60), "min"];
  return [oneDigit(seconds / 3600), "h"];
}

export function duration(seconds) {
  return secondsAndUnit(seconds).join("\u00a0").trim();
}

// As decisions speak of time: minutes from one minute on.
export function minutesOf(seconds) {
  return Math.abs(seconds) < 60 ? duration(seconds) : `${oneDigit(seconds / 60)}\u00a0min`;
}

// An age in the largest unit of which there are two.
export function ageOf(millis) {
  const hours = millis / 3_600_000;
  if (hours >= 48) return plural(Math.floor(hours / 24), "day");
  return hours >= 2 ? plural(Math.floor(hours), "hour") : plural(Math.floor(hours * 60), "minute");
}

const two = value => String(value).padStart(2, "0");

export function clockTime(millis) {
  const date = new Date(millis);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

export function dayOf(millis) {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(millis));
}

export function plural(number, thing) {
  return `${count(number)} ${thing}${number === 1 ? "" : "s"}`;
}

export function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
