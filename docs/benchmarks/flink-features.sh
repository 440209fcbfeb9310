#!/usr/bin/env bash
# What Flink's features beside the demand are worth to the models: scores a stored history with all features, without each of
# Flink's, and without all of them; prints a table. A history of your own is what tells; without one, a simulated job's is made.
# Usage: docs/benchmarks/flink-features.sh [features.db JOB] [MODELS]     (from the root of the project; many minutes)
set -euo pipefail
foretide=${FORETIDE:-./foretide}
classes=${FORETIDE_CLASSES:-target/dist/app}
export OMP_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -f "${1:-}" ]; then
  store=$1
  job=${2:?the job is needed beside the store}
  shift 2
else
  store=$work/features.db
  job=simulated
  "$foretide" simulate --trace flights --scale-to-peak 6000 --records-per-second-per-slot 500 --slots-per-task-manager 2 --lead-time 90s \
    --restart-time 30s --policies reactive --train-share 0.6 --dump "$work/dump.csv.gz" > /dev/null
  java -cp "$classes/*" docs/benchmarks/SimulatedHistory.java "$work/dump.csv.gz" "$store" reactive 500
fi
models=${1:-ridge,xgboost}

run() { # label, arguments
  local label=$1
  shift
  echo "== $label" >&2
  "$foretide" backtest --store "$store" --job "$job" --models "$models" -o csv "$@" > "$work/report.csv" 2> "$work/said" || {
    grep -q "there is no group of features" "$work/said" && return # the history does not have it
    cat "$work/said" >&2
    exit 1
  }
  awk -v label="$label" 'NR > 1 { print label "," $0 }' "$work/report.csv" >> "$work/scores.csv"
}
run "all"
for feature in busy_ratio backpressured_ratio lag_records records_in_per_second records_out_per_second cpu_ratio gc_ratio; do
  run "without $feature" --without "$feature"
done
run "without all of Flink's" --without flink

echo "| model | features | WAPE % 5 min | 15 min | 30 min | max of 30 min | mean pinball loss | against all |"
echo "|---|---|---:|---:|---:|---:|---:|---:|"
sort -t, -k3,3 -s "$work/scores.csv" | awk -F, '
  function flush() {
    if (label == "") return
    loss = sum / count
    if (label == "all") base = loss
    printf "| %s | %s | %s %.4g | %+.2f %% |\n", model, label, cells, loss, 100 * (loss / base - 1)
  }
  { if ($1 != label || $3 != model) { flush(); label = $1; model = $3; cells = ""; sum = 0; count = 0 }
    cells = cells sprintf("%.2f | ", 100 * $5); sum += ($7 + $8 + $9) / 3; count++ }
  END { flush() }'
