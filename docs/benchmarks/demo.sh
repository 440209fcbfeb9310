#!/usr/bin/env bash
# Runs the demo RUNS times (5) with nothing beside it and as often with one core kept busy, and prints a row for each.
# It takes ten minutes a run. Fails if a run misses the aim: four fifths of the scale-ups ready before their load, no violation
# minute, and fewer slot-minutes than the reactive rules. CASES="quiet" runs one kind alone; OUT keeps what the last run printed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
runs=${RUNS:-5}
rows=$(mktemp -d)
out=${OUT:-$rows}
busy=
trap 'rm -rf "$rows"; [ -z "$busy" ] || kill "$busy"' EXIT

echo "| machine | run | speed | ready before their load | violation minutes | worst lag s | slot-minutes | reactive: violation minutes | slot-minutes |"
echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
for machine in ${CASES:-quiet busy}; do
  if [ "$machine" = busy ]; then
    (while :; do :; done) &
    busy=$!
  fi
  for run in $(seq "$runs"); do
    ./foretide demo --headless -o json "$@" >"$out/run.json" 2>"$out/run.log" || { cat "$out/run.log" >&2; exit 1; }
    grep WARN "$out/run.log" >&2 || true
    python3 - "$out/run.json" "$machine" "$run" <<'PYTHON' || touch "$rows/missed"
import json, sys
file, machine, run = sys.argv[1:]
result = json.load(open(file))
policies = {policy["name"]: policy for policy in result["policies"]}
ours, reactive = policies["predictive"], policies["reactive"]
ready, all_ups = result["inTime"], result["inTime"] + result["late"]
print(f"| {machine} | {run} | {result['speed']:.0f} | {ready} of {all_ups} | {ours['violationMinutes']} | {ours['worstLagSeconds']:.0f}"
      f" | {ours['slotMinutes']:.0f} | {reactive['violationMinutes']} | {reactive['slotMinutes']:.0f} |", flush=True)
kept = (all_ups > 0 and ready >= 0.8 * all_ups and ours["violationMinutes"] == 0
        and ours["slotMinutes"] < reactive["slotMinutes"])
sys.exit(0 if kept else 1)
PYTHON
  done
done
[ ! -e "$rows/missed" ] || { echo "a run missed the aim" >&2; exit 1; }
