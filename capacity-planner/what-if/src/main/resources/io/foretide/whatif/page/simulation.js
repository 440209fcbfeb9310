"use strict";
(() => {
  const { result, plot, order } = JSON.parse(document.getElementById("simulation").textContent);
  const LEAST_LAG = 0.1;
  const shown = new Set(plot.policies.map(policy => policy.name));
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const colourOf = policy => colour(`p${Math.max(0, order.indexOf(policy))}`);
  const number = (value, digits) => value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const time = text => text.replace("T", " ").replace(/:00(\.\d+)?Z$/, " UTC");
  const start = Date.parse(plot.from);

  // The least and the largest value of every stretch, one after the other.
  const points = (band, least = 0) => band.least.flatMap((low, i) => {
    const at = start + i * plot.stretchMillis;
    const high = Math.max(least, band.largest[i]);
    return low === band.largest[i] ? [[at, high]] : [[at, Math.max(least, low)], [at + plot.stretchMillis / 2, high]];
  });

  const charts = new Map();
  function draw(id, option, summary) {
    const element = document.getElementById(id);
    if (!charts.has(id)) {
      const chart = echarts.init(element);
      charts.set(id, chart);
      new ResizeObserver(() => chart.resize()).observe(element);
    }
    charts.get(id).setOption(option, true);
    element.setAttribute("aria-label", summary);
  }

  function frame(extra) {
    const text = { color: colour("quiet"), fontSize: 11.5 };
    const axis = { axisLabel: { ...text, hideOverlap: true }, nameTextStyle: text, axisLine: { lineStyle: { color: colour("rule") } }, splitLine: { lineStyle: { color: colour("grid") } } };
    return {
      animation: false, useUTC: true,
      grid: { left: 56, right: 16, top: 26, bottom: 30 },
      tooltip: { trigger: "axis", confine: true, transitionDuration: 0, backgroundColor: colour("surface"), borderColor: colour("rule"), textStyle: { color: colour("ink"), fontSize: 12 } },
      xAxis: { type: "time", ...axis, axisLabel: { ...axis.axisLabel, formatter: { month: "{MMM} {d}", day: "{MMM} {d}" } }, splitLine: { show: false }, ...extra.xAxis },
      yAxis: { type: "value", ...axis, ...extra.yAxis },
      dataZoom: extra.zoom === false ? [] : [{ type: "inside", zoomOnMouseWheel: "ctrl" }],
      series: extra.series
    };
  }
  const line = (name, data, tint, more = {}) => ({ type: "line", name, data, symbol: "none", lineStyle: { width: 1.5, color: tint }, itemStyle: { color: tint }, emphasis: { disabled: true }, ...more });
  // Ours is drawn last, on top; the bound first.
  const rank = policy => (policy.name === "clairvoyant" ? -1 : policy.name === "predictive" ? order.length : order.indexOf(policy.name));
  const visible = () => plot.policies.filter(policy => shown.has(policy.name)).sort((a, b) => rank(a) - rank(b));
  const largest = (band, least) => band.largest.map((value, i) => [start + i * plot.stretchMillis, Math.max(least, value)]);
  const short = value => (value >= 1e4 ? value.toExponential(0).replace("e+", "e") : String(value));

  function drawLoad() {
    draw("load", frame({ yAxis: { name: "records/s", min: 0 }, series: [line("load", points(plot.load), colour("load"))] }),
      `Load from ${time(result.evaluated.from)} to ${time(result.evaluated.to)}`);
  }

  function drawSlots() {
    draw("slots", frame({ yAxis: { name: "slots", min: 0 }, series: visible().map(policy => line(policy.name, points(policy.slots), colourOf(policy.name), { step: "end" })) }),
      "Slots that each policy asked for; the table below has their sums");
  }

  function drawLag() {
    const objective = { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour("bad"), type: "dashed" }, data: [{ yAxis: seconds(result.settings.sloLag) }] };
    const series = visible().map((policy, i) => line(policy.name, largest(policy.lagSeconds, LEAST_LAG), colourOf(policy.name), i ? {} : { markLine: objective }));
    draw("lag", frame({ yAxis: { type: "log", name: "s", min: LEAST_LAG, axisLabel: { color: colour("quiet"), fontSize: 11.5, formatter: short } }, series }), "Lag of each policy in seconds; the table below has the largest");
  }

  // PT1H2M3.5S
  function seconds(text) {
    const part = /^PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?$/.exec(text);
    return part ? 3600 * (part[1] ?? 0) + 60 * (part[2] ?? 0) + Number(part[3] ?? 0) : 60;
  }

  // Nobody else costs and violates less.
  function best(policies) {
    return policies.filter(a => !policies.some(b => b !== a && b.cost <= a.cost && b.violationShare <= a.violationShare
      && (b.cost < a.cost || b.violationShare < a.violationShare))).sort((a, b) => a.cost - b.cost);
  }

  function drawPareto() {
    const policies = result.policies;
    const most = Math.max(...policies.map(policy => 100 * policy.violationShare), 0.01);
    draw("pareto", frame({
      zoom: false,
      xAxis: { type: "value", axisLabel: { color: colour("quiet"), fontSize: 11.5, hideOverlap: true }, name: "cost", nameLocation: "middle", nameGap: 22, min: 0 },
      yAxis: { name: "violated minutes, %", min: 0, max: Number((most * 1.12).toPrecision(2)), nameTextStyle: { color: colour("quiet"), align: "left", padding: [0, 0, 0, -44] } },
      series: [
        line("best", best(policies).map(policy => [policy.cost, 100 * policy.violationShare]), colour("rule"), { silent: true, tooltip: { show: false } }),
        ...policies.map(policy => ({
          type: "scatter", name: policy.name, symbolSize: 11, itemStyle: { color: colourOf(policy.name) },
          data: [[policy.cost, 100 * policy.violationShare]],
          label: { show: true, formatter: policy.name, position: "right", color: colour("ink"), fontSize: 11.5 },
          labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
          tooltip: { trigger: "item", formatter: () => `${policy.name}: ${number(policy.cost, 1)}, ${number(100 * policy.violationShare, 3)} % violated` }
        }))
      ]
    }), `Cost against violations; not beaten: ${best(policies).map(policy => policy.name).join(", ")}`);
    charts.get("pareto").setOption({ tooltip: { trigger: "item" } });
  }

  function drawLegend() {
    const legend = document.getElementById("legend");
    for (const { name } of plot.policies) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      const dot = document.createElement("i");
      dot.className = `c${Math.max(0, order.indexOf(name))}`;
      button.append(dot, name);
      button.addEventListener("click", () => {
        if (!shown.delete(name)) shown.add(name);
        button.setAttribute("aria-pressed", String(shown.has(name)));
        drawSlots();
        drawLag();
      });
      legend.append(button);
    }
  }

  function drawTable() {
    const table = document.getElementById("figures");
    const heads = ["policy", "slot-hours", "x best", "violated min", "share", "rescales", "per day", "restart s", "lag p99 s", "lag max s", "cost"];
    const row = table.createTHead().insertRow();
    heads.forEach(head => { const cell = document.createElement("th"); cell.scope = "col"; cell.textContent = head; row.append(cell); });
    const body = table.createTBody();
    for (const p of result.policies) {
      const line = body.insertRow();
      const name = document.createElement("th");
      name.scope = "row";
      name.textContent = p.name;
      line.append(name);
      [number(p.slotHours, 1), number(p.slotHoursVsClairvoyant, 3), number(p.violationMinutes, 0), `${number(100 * p.violationShare, 3)} %`, number(p.rescales, 0),
        number(p.rescalesPerDay, 2), number(p.restartSeconds, 0), number(p.lagSecondsP99, 0), number(p.lagSecondsMax, 0), number(p.cost, 2)]
        .forEach(text => { line.insertCell().textContent = text; });
      if (p.violationShare > 0.001) line.cells[3].className = "bad";
    }
  }

  function drawAll() {
    drawLoad();
    drawSlots();
    drawLag();
    drawPareto();
  }

  const settings = result.settings;
  document.getElementById("subject").textContent = `${result.trace}, ${time(result.evaluated.from)} to ${time(result.evaluated.to)}, ${number(result.evaluated.minutes, 0)} minutes`;
  document.getElementById("small").textContent = `${number(settings.recordsPerSecondPerSlot, 1)} records/s a slot, ${settings.slotsPerTaskManager} slots a TaskManager, `
    + `lead time ${seconds(settings.leadTime)} s, restart ${seconds(settings.restartTime)} s, lag within ${seconds(settings.sloLag)} s, load x${settings.load}. `
    + result.forecasts.map(forecast => `Forecasts of ${forecast.model}, trained in ${forecast.trainSeconds} s: ${forecast.usedBy.join(", ")}.`).join(" ")
    + ` Each plot shows the least and the largest value of every ${number(plot.stretchMillis / 60000, 1)} minutes.`;
  drawLegend();
  drawTable();
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
