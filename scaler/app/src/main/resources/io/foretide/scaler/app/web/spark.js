import { isNumber } from "./format.js";

// A course of values as a small picture, from zero to its largest value; what is not known is a gap.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 96;
const HEIGHT = 26;
const MARGIN = 2;

// An empty picture of a kind, which is the name of its colours.
export function spark(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `spark ${kind}`);
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  for (const part of ["area", "line"]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", part);
    svg.append(path);
  }
  return svg;
}

// Draws values into it, the eldest first; with steps, each value holds until the next.
export function drawSpark(svg, values, steps, summary) {
  const most = values.reduce((top, value) => Math.max(top, value ?? 0), 0) || 1;
  const wide = WIDTH / Math.max(1, values.length - (steps ? 0 : 1));
  const x = i => round(i * wide);
  const y = value => round(HEIGHT - MARGIN - (value / most) * (HEIGHT - 2 * MARGIN));
  const lines = stretches(values).map(({ start, known }) => {
    const points = known.map((value, i) => `${x(start + i)} ${y(value)}`);
    const line = steps
      ? `M${points.map((point, i) => `${point}H${x(start + i + 1)}`).join("L")}`
      : `M${points.join("L")}${known.length === 1 ? "h0" : ""}`;
    const end = x(start + known.length - (steps ? 0 : 1));
    return { line, area: `${line}L${end} ${HEIGHT}H${x(start)}Z` };
  });
  const [area, line] = svg.children;
  area.setAttribute("d", lines.map(part => part.area).join(""));
  line.setAttribute("d", lines.map(part => part.line).join(""));
  svg.setAttribute("aria-label", summary);
}

const round = value => Math.round(10 * value) / 10;

function stretches(values) {
  const found = [];
  values.forEach((value, i) => {
    if (!isNumber(value)) return;
    if (i > 0 && isNumber(values[i - 1])) found[found.length - 1].known.push(value);
    else found.push({ start: i, known: [value] });
  });
  return found;
}
