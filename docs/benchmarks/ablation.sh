#!/usr/bin/env bash
# What each group of features is worth: scores models with all features, without each group, and with demand alone, on the
# flights and on the New York rides with weather and events; writes docs/benchmarks/ablation.md.
# Usage: docs/benchmarks/ablation.sh FOLDER_WITH_TRACES [MODELS]     (from the root of the project; many minutes)
set -euo pipefail
folder=${1:?the folder with the traces (*.csv.gz) is needed}
models=${2:-ridge,xgboost}
foretide=${FORETIDE:-./foretide}
page=docs/benchmarks/ablation.md
export OMP_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gzip -dc "$folder/nyc_events.csv.gz" |
  awk -F, 'BEGIN { OFS = ","; print "from,to,name" } NR > 1 { sub(/Z$/, ":00Z", $1); sub(/Z$/, ":00Z", $2); print $1, $2, $4 }' \
    > "$work/events.csv"
zones=$(gzip -dc "$folder/nyc_uber_2014_04_06.csv.gz" | head -1 | tr ',' '\n' | awk '/^zone_/ { name = $0; sub(/^zone_/, "heat_map_"); printf ", %s: %s", name, $0 }')
cat > "$work/rides.yaml" <<YAML
calendar: {zone: America/New_York, country: us, events: $work/events.csv}
traces:
  - {path: $folder/nyc_uber_2014_04_06.csv.gz, columns: {active_bases: unique_users$zones}}
  - {path: $folder/nyc_weather_hourly_jfk.csv.gz, columns: {temp_c: weather_temperature, wind_mps: weather_wind, precip_mm: weather_rain, visibility_km: weather_visibility, humidity_pct: weather_humidity}}
YAML

one() { # name, groups the trace has, arguments
  local name=$1 groups=$2 group model
  shift 2
  run "all" "$@"
  for group in ${groups//,/ }; do run "without $group" "$@" --without "$group"; done
  run "demand only" "$@" --without flink,business,heat-map,calendar,weather,events
  for model in ${models//,/ }; do
    printf '\n## %s, %s\n\n' "$name" "$model"
    echo "| features | WAPE % 5 min | 15 min | 30 min | max of 30 min | mean pinball loss | against all |"
    echo "|---|---:|---:|---:|---:|---:|---:|"
    awk -F, -v model="$model" '
      function flush() {
        if (label == "") return
        loss = sum / count
        if (label == "all") base = loss
        printf "| %s | %s %.4g | %+.2f %% |\n", label, cells, loss, 100 * (loss / base - 1)
      }
      $3 == model {
        if ($1 != label) { flush(); label = $1; cells = ""; sum = 0; count = 0 }
        cells = cells sprintf("%.2f | ", 100 * $5)
        sum += ($7 + $8 + $9) / 3
        count++
      }
      END { flush() }' "$work/scores.csv"
  done
  rm "$work/scores.csv"
}
run() { # label, arguments
  local label=$1
  shift
  echo "== $label: ${*/$folder\//}" >&2
  "$foretide" backtest "$@" --models "$models" -o csv > "$work/report.csv"
  awk -v label="$label" 'NR > 1 { print label "," $0 }' "$work/report.csv" >> "$work/scores.csv"
}

{
  cat <<'TEXT'
# What each group of features is worth

Written by `docs/benchmarks/ablation.sh FOLDER`. Each row is a fit and a score of its own, with
the groups left out by `--without`; "demand only" has the demand and its own past (usual course by local time, level) and nothing else.
The loss is the mean of the pinball losses at 0.5, 0.9 and 0.95 over the three horizons and the largest load of the next 30 minutes, in
records/s; the last column is how much larger it is than with all features, so a positive number is what the group is worth.

Scored on the last 30 %, the test part, which no model has seen, and nothing was chosen from these tables. Ridge and xgboost choose on the
validation part whether measured features go in at all: where they do not, leaving out a measured group changes nothing.

| trace | business | heat map | calendar | weather | events |
|---|---|---|---|---|---|
| flights | departures, airports with departures | departures by region | hour, weekday, day of month, holidays | | |
| nyc_uber_2014_04_06 | active bases | pickups by zone | the same | JFK, hourly, known once the hour is over | nyc_events |
TEXT
  one flights business,heat-map,calendar --trace flights
  one nyc_uber_2014_04_06 business,heat-map,calendar,weather,events \
    --trace "$folder/nyc_uber_2014_04_06.csv.gz" --column pickups --signals "$work/rides.yaml"
} > "$page.new"
mv "$page.new" "$page"
