#!/usr/bin/env bash
# Simulates every policy on the flights and on every trace of a folder with a step of at most 5 minutes: writes
# docs/benchmarks/policies.csv and policies-tables.md. Trains on the first 70 %, scores the last 30 %.
# Usage: docs/benchmarks/policies.sh FOLDER_WITH_TRACES     (from the root of the project; about half an hour on two cores)
set -euo pipefail
traces=${1:?the folder with the traces (*.csv.gz) is needed}
foretide=${FORETIDE:-./foretide}
flags="--scale-to-peak 60000 --records-per-second-per-slot 1000 --slots-per-task-manager 4 --lead-time 90s --restart-time 30s --slo-lag 60s"
policies=static-peak,static-p99,reactive,hpa,flink-operator,flink-operator-fast,daedalus,threshold-predictive,predictive-threshold,predictive,clairvoyant
page=docs/benchmarks/policies-tables.md
scores=docs/benchmarks/policies.csv

: > "$page.new"
: > "$scores.new"
one() { # name, trace and further arguments
  local name=$1 csv
  shift
  echo "== $name" >&2
  # shellcheck disable=SC2086
  csv=$("$foretide" simulate "$@" $flags --policies "$policies" --threshold-model lstm -o csv)
  { [ -s "$scores.new" ] && tail -n +2 <<<"$csv" || echo "$csv"; } >> "$scores.new"
  {
    echo "## $name"
    echo
    echo "\`foretide simulate ${*/$traces\//} $flags --policies $policies --threshold-model lstm -o csv\`"
    echo
    echo "| policy | slot-hours | of the clairvoyant's | violation minutes | share % | rescales a day | restart s | lag p99 s | lag max s |"
    echo "|---|---|---|---|---|---|---|---|---|"
    tail -n +2 <<<"$csv" | awk -F, '{
      printf "| %s | %.0f | %.3f | %d | %.3f | %.2f | %.0f | %.1f | %.0f |\n", $2, $3, $4, $5, 100*$6, $8, $9, $10, $11 }'
    echo
  } >> "$page.new"
}

one flights --trace flights
one nasa_http_1995_1min --trace "$traces/nasa_http_1995_1min.csv.gz"
for file in "$traces"/nyc_uber_*.csv.gz; do one "$(basename "$file" .csv.gz)" --trace "$file" --column pickups; done
for file in "$traces"/{nab_elb,nab_twitter,azure,google2019}_*.csv.gz; do one "$(basename "$file" .csv.gz)" --trace "$file"; done
mv "$page.new" "$page"
mv "$scores.new" "$scores"
