#!/usr/bin/env bash
# Scores every model on the flights and on every trace of a folder and writes docs/benchmarks/forecast.csv, a row for each
# trace, model and horizon.
# Usage: docs/benchmarks/forecast.sh FOLDER_WITH_TRACES [MODELS]     (from the root of the project; hours with the LSTMs, minutes without)
set -euo pipefail
traces=${1:?the folder with the traces (*.csv.gz) is needed}
models=${2:-last-value,mean-15,seasonal-naive,profile-level,holt-winters,ridge,xgboost,lstm,lstm-raw,ensemble}
foretide=${FORETIDE:-./foretide}
scores=docs/benchmarks/forecast.csv
export OMP_NUM_THREADS=1

: > "$scores.new"
one() { # name, zone, trace and further arguments
  local name=$1 zone=$2 csv
  shift 2
  echo "== $name" >&2
  csv=$("$foretide" backtest --zone "$zone" --models "$models" -o csv "$@")
  { [ -s "$scores.new" ] && tail -n +2 <<<"$csv" || echo "$csv"; } >> "$scores.new"
}

one flights America/New_York --trace flights
for file in "$traces"/nyc_uber_*.csv.gz; do one "$(basename "$file" .csv.gz)" America/New_York --trace "$file" --column pickups; done
one nab_nyc_taxi_30min America/New_York --trace "$traces/nab_nyc_taxi_30min.csv.gz"
one nasa_http_1995_1min America/New_York --trace "$traces/nasa_http_1995_1min.csv.gz"
for file in "$traces"/{azure,google2019,nab_elb,nab_twitter}_*.csv.gz; do one "$(basename "$file" .csv.gz)" UTC --trace "$file"; done
mv "$scores.new" "$scores"
