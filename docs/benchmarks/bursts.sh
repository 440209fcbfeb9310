#!/usr/bin/env bash
# How well quantiles hold in the minutes of bursts that recur: scores models on loads whose bursts are known, and prints a row for
# each kind and model: coverage in per cent at burst minutes and at the others, WAPE at bursts, pinball loss of all minutes.
# Usage: docs/benchmarks/bursts.sh GENERATOR [MODELS] [KINDS]     (from the root of the project; GENERATOR KIND --days 28 prints
# timestamp,value,burst; a minute a kind with these models)
set -euo pipefail
read -ra generator <<<"${1:?the command that prints the loads is needed}"
models=${2:-profile-level,ridge,xgboost,ensemble}
kinds=${3:-hourly,quarter-hourly,nightly,weekday,dst,drifting,none}
foretide=${FORETIDE:-./foretide}
export OMP_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "kind,model,burst q90,burst q95,burst q99,others q90,others q95,others q99,burst WAPE,burst pinball,pinball"
for kind in ${kinds//,/ }; do
  zone=UTC
  [ "$kind" != dst ] || zone=America/New_York
  "${generator[@]}" "$kind" --days 28 > "$work/$kind.csv"
  cut -d, -f1,2 "$work/$kind.csv" > "$work/load.csv"
  "$foretide" backtest --trace "$work/load.csv" --column value --zone "$zone" --models "$models" \
    --horizons "$(seq -s, 1 30)" --dump "$work/forecasts.csv" -o csv > "$work/scores.csv"
  # counts are per minute, forecasts per second
  awk -F, -v kind="$kind" '
    function loss(level, actual, quantile) { return (level - (actual < quantile)) * (actual - quantile) }
    FNR == NR { actual[$1] = $2; burst[$1] = $3; next }
    FNR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    ($column["target"] in actual) {
      model = $column["model"]; y = actual[$column["target"]]; b = burst[$column["target"]]
      if (!(model in seen)) { seen[model] = 1; order[++known] = model }
      q50 = 60 * $column["q50"]; q90 = 60 * $column["q90"]; q95 = 60 * $column["q95"]; q99 = 60 * $column["q99"]
      count[model, b]++; sum[model, b] += y; off[model, b] += y > q50 ? y - q50 : q50 - y
      c90[model, b] += y <= q90 + 1e-9; c95[model, b] += y <= q95 + 1e-9; c99[model, b] += y <= q99 + 1e-9
      pinball[model, b] += (loss(0.5, y, q50) + loss(0.9, y, q90) + loss(0.95, y, q95) + loss(0.99, y, q99)) / 4
    }
    function share(part, model, b) { return count[model, b] ? sprintf("%.1f", 100 * part / count[model, b]) : "" }
    END {
      for (i = 1; i <= known; i++) {
        m = order[i]
        printf "%s,%s", kind, m
        for (b = 1; b >= 0; b--) printf ",%s,%s,%s", share(c90[m, b], m, b), share(c95[m, b], m, b), share(c99[m, b], m, b)
        printf ",%s,%s,%.4f\n", count[m, 1] ? sprintf("%.1f", 100 * off[m, 1] / sum[m, 1]) : "",
          count[m, 1] ? sprintf("%.3f", pinball[m, 1] / count[m, 1]) : "",
          (pinball[m, 0] + pinball[m, 1]) / (count[m, 0] + count[m, 1])
      }
    }' "$work/$kind.csv" "$work/forecasts.csv"
done
