import { element, setText } from "./dom.js";

// Key figures: { label, value, unit, detail, state, meter }, each a tile that keeps its place when it is shown anew.
export function showTiles(list, figures) {
  figures.forEach(({ label, value, unit = "", detail, state = "", meter = null }, i) => {
    let tile = list.children[i];
    if (!tile) {
      const gauge = element("meter", { min: 0, hidden: "" });
      tile = element(
        "div",
        { class: "figure" },
        element("dt"),
        element("dd", { class: "value" }, element("span"), element("span", { class: "unit" })),
        element("dd", { class: "detail" }, gauge, element("span")),
      );
      list.append(tile);
    }
    const missing = value.startsWith("\u2013");
    tile.className = `figure ${state} ${missing ? "missing" : ""}`;
    setText(tile.querySelector("dt"), label);
    setText(tile.querySelector(".value span"), value);
    setText(tile.querySelector(".unit"), missing ? "" : unit);
    setText(tile.querySelector(".detail span"), detail);
    showGauge(tile.querySelector("meter"), meter);
  });
}

// The lag against its objective: { value, objective }, or null.
export function showGauge(gauge, meter) {
  gauge.hidden = !meter;
  if (!meter) return;
  Object.assign(gauge, {
    max: meter.objective * 1.5,
    optimum: 0,
    low: meter.objective * 0.5,
    high: meter.objective,
    value: meter.value,
  });
  gauge.setAttribute("aria-label", "lag against the objective");
}
