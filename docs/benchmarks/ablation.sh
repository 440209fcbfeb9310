#!/usr/bin/env bash
# What each group of features is worth: scores models with all features, without each group, and with demand alone, on the
# flights and on the New York rides with weather and events; writes docs/benchmarks/ablation.md.
# Usage: docs/benchmarks/ablation.sh FOLDER_WITH_TRACES [MODELS]     (from the root of the project; many minutes)
set -euo pipefail
folder=${1:?the folder with the traces (*.csv.gz) is needed}
models=${2:-ridge,xgboost}
foretide=${FORETIDE:-./foretide}
page=docs/benchmarks/ablation.md
scores=docs/benchmarks/ablation.csv
export OMP_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gzip -dc "$folder/nyc_events.csv.gz" |
  awk -F, 'BEGIN { OFS = ","; print "from,to,name" } NR > 1 { sub(/Z$/, ":00Z", $1); sub(/Z$/, ":00Z", $2); print $1, $2, $4 }' \
    > "$work/events.csv"
# a trace has every step: missing hours are filled in and marked
gzip -dc "$folder/nyc_weather_hourly_jfk.csv.gz" | tr -d '\r' | awk '
  function next_hour(time,   year, month, day, hour) {
    year = substr(time, 1, 4) + 0; month = substr(time, 6, 2) + 0; day = substr(time, 9, 2) + 0; hour = substr(time, 12, 2) + 1
    if (hour == 24) { hour = 0; day++ }
    if (day > (month == 2 ? 28 + (year % 4 == 0) : 30 + (month + (month > 7)) % 2)) { day = 1; month++ }
    if (month == 13) { month = 1; year++ }
    return sprintf("%04d-%02d-%02dT%02d%s", year, month, day, hour, substr(time, 14))
  }
  BEGIN { FS = OFS = "," }
  NR == 1 { print $0, "observed"; next }
  {
    for (; due != "" && due < $1; due = next_hour(due)) { row = $0; sub(/^[^,]*/, due, row); print row, 0 }
    print $0, 1
    due = next_hour($1)
  }' > "$work/weather.csv"
zones=$(gzip -dc "$folder/nyc_uber_2014_04_06.csv.gz" | tr -d '\r' | awk 'NR == 1' | tr ',' '\n' | awk '/^zone_/ { name = $0; sub(/^zone_/, "heat_map_", name); printf ", %s: %s", $0, name }')
cat > "$work/rides.yaml" <<YAML
calendar: {zone: America/New_York, country: us, events: $work/events.csv}
traces:
  - {path: $folder/nyc_uber_2014_04_06.csv.gz, columns: {active_bases: unique_users$zones}}
  - {path: $work/weather.csv, columns: {temp_c: weather_temperature, wind_mps: weather_wind, precip_mm: weather_rain, visibility_km: weather_visibility, humidity_pct: weather_humidity}}
YAML

run() { # label, arguments
  local label=$1
  shift
  echo "== $label: ${*//"$folder"\//}" >&2
  "$foretide" backtest "$@" --models "$models" -o csv > "$work/report.csv"
  awk -v label="$label" 'NR == 1 { print "features," $0 } NR > 1 { print label "," $0 }' "$work/report.csv" >> "$work/new.csv"
}
all_of() { # groups the trace has, arguments
  local groups=$1 group
  shift
  run "all" "$@"
  for group in $groups; do run "without $group" "$@" --without "$group"; done
  run "demand only" "$@" --without flink,business,heat-map,calendar,weather,events
}
all_of "business heat-map calendar" --trace flights
all_of "business heat-map calendar weather events" \
  --trace "$folder/nyc_uber_2014_04_06.csv.gz" --column pickups --signals "$work/rides.yaml"

# what was scored of other models before stays
awk -F, -v models=",$models," '
  FNR == NR { if (NR == 1) print; else if ($1 != "features") { print } next }
  FNR > 1 && !index(models, "," $3 ",")' "$work/new.csv" $(ls "$scores" 2> /dev/null) > "$work/all.csv"
mv "$work/all.csv" "$scores"

table() { # trace, model
  printf '\n## %s, %s\n\n' "${1%.csv.gz}" "$2"
  echo "| features | WAPE % 5 min | 15 min | 30 min | max of 30 min | mean pinball loss | against all |"
  echo "|---|---:|---:|---:|---:|---:|---:|"
  awk -F, -v trace="$1" -v model="$2" '
    function flush() {
      if (label == "") return
      loss = sum / count
      if (label == "all") base = loss
      printf "| %s | %s %.4g | %+.2f %% |\n", label, cells, loss, 100 * (loss / base - 1)
    }
    $2 == trace && $3 == model {
      if ($1 != label) { flush(); label = $1; cells = ""; sum = 0; count = 0 }
      cells = cells sprintf("%.2f | ", 100 * $5)
      sum += ($7 + $8 + $9) / 3
      count++
    }
    END { flush() }' "$scores"
}

{
  cat <<'TEXT'
# What each group of features is worth

Written by `docs/benchmarks/ablation.sh FOLDER [MODELS]`, which keeps the scores of other models ([ablation.csv](ablation.csv)). Each
row is a fit and a score of its own, with groups left out by `--without`; "demand only" has the demand and its own past (seasonal profile by
local time, level) and nothing else. The loss is the mean of the pinball losses at 0.5, 0.9 and 0.95 over the three horizons and the
largest load of the next 30 minutes, in records/s; the last column is how much larger it is than with all features, so a positive
number is what the group is worth.

Scored on the last 30 %, the test part, which no model has seen, and nothing was chosen from these tables. Ridge and xgboost choose on the
validation part whether measured features go in at all: where they do not, leaving out a measured group changes nothing. The LSTM takes all
that varies; a difference of half a per cent of it may be chance, as every row is a training of its own.

| trace | business | heat map | calendar | weather | events |
|---|---|---|---|---|---|
| flights | departures, airports with departures | departures by region | hour, weekday, day of month, holidays | | |
| nyc_uber_2014_04_06 | active bases | pickups by zone | the same | JFK, hourly, known once the hour is over | nyc_events |
TEXT
  awk -F, 'NR > 1 && !seen[$2 " " $3]++ { print $2, $3 }' "$scores" | sort | while read -r trace model; do table "$trace" "$model"; done
} > "$page.new"
mv "$page.new" "$page"
