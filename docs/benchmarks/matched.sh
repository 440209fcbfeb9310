#!/usr/bin/env bash
# Foretide with settings of each trace's own past, at its objective and against opponents at their own reliability and restarts:
# every trace under $FORETIDE_TRACES with a step of 5 minutes or less, and the flights that ship. Writes docs/benchmarks/matched.md
# (or $OUT). Options given are added to every run; TRACES names some of
# them: half a year of minutes takes long.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${FORETIDE_TRACES:?the folder of the traces, see datasets/SOURCES.md}"
out=${OUT:-docs/benchmarks/matched.md}
rows=$(mktemp -d)
trap 'rm -rf "$rows"' EXIT

options=(--scale-to-peak 60000 --records-per-second-per-slot 1000 --slots-per-task-manager 4 --lead-time 90s --restart-time 30s
  --slo-lag 60s "$@")
opponents=flink-operator,flink-operator-fast,daedalus,hpa,reactive
all="nab_elb_request_count_5min nab_twitter_volume_aapl_5min nab_twitter_volume_amzn_5min nab_twitter_volume_fb_5min
  nab_twitter_volume_goog_5min azure_vm_cpu_5min google2019_cpu_5min nasa_http_1995_1min nyc_uber_2014_04_06
  nyc_uber_b02512_2014_04_09 flights"
read -r -d '' -a traces <<<"${TRACES:-$all}" || true

for name in "${traces[@]}"; do
  trace=$name
  [ "$name" = flights ] || trace=$FORETIDE_TRACES/$name.csv.gz
  echo "$name ..." >&2
  ./foretide tune --trace "$trace" "${options[@]}" -o json >"$rows/$name.tune"
  ./foretide simulate --trace "$trace" "${options[@]}" --match "$opponents" -o csv >"$rows/$name.match"
done

python3 docs/benchmarks/matched.py "$rows" "$*" "${options[*]}" "$opponents" "${traces[@]}" >"$out"
echo "Written: $out" >&2
