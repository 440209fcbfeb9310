import { figure } from "./format.js";

// Units of an axis, each from the largest value on that is written in it.
export const SECONDS = [
  { from: 0, size: 1, name: "seconds" },
  { from: 180, size: 60, name: "minutes" },
  { from: 3 * 3600, size: 3600, name: "hours" },
];
export const RATES = [
  { from: 0, size: 1, name: "records/s", suffix: "" },
  { from: 1e4, size: 1e3, name: "records/s", suffix: "k" },
  { from: 1e6, size: 1e6, name: "records/s", suffix: "M" },
];

// An axis from zero to `top`: one unit for all of it, and about so many lines at round numbers of that unit.
export function roundAxis(top, units, lines) {
  const unit = units.findLast(({ from }) => top >= from);
  const rough = top / unit.size / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = exactly(power * [1, 2, 5, 10].find(step => step * power >= rough) * unit.size);
  const label = value => (value === 0 ? "0" : figure(value / unit.size) + (unit.suffix ?? ""));
  return { name: unit.name, label, ticks: { interval, max: exactly(Math.ceil(top / interval) * interval) } };
}

// Without what floating point leaves behind, which would be a line of its own.
const exactly = value => Number(value.toPrecision(12));
