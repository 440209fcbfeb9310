#!/usr/bin/env bash
# Compares all policies on every trace under $FORETIDE_TRACES with a step of 5 minutes or less and on the flights that ship, and
# writes the table to docs/benchmarks/policies.md (or $OUT). Options given are added to every run: for choosing defaults use
# only what comes before the last 30 %, such as: OUT=/tmp/before.md docs/benchmarks/policies.sh --train-share 0.5 --evaluate-to 0.7
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${FORETIDE_TRACES:?the folder of the traces, see datasets/SOURCES.md}"
out=${OUT:-docs/benchmarks/policies.md}
rows=$(mktemp -d)
trap 'rm -rf "$rows"' EXIT

options=(--scale-to-peak 60000 --records-per-second-per-slot 1000 --slots-per-task-manager 4 --lead-time 90s --restart-time 30s
  --slo-lag 60s "$@")
traces=(nasa_http_1995_1min nyc_uber_2014_04_06 nyc_uber_b02512_2014_04_09 nab_elb_request_count_5min
  nab_twitter_volume_aapl_5min nab_twitter_volume_amzn_5min nab_twitter_volume_fb_5min nab_twitter_volume_goog_5min
  azure_vm_cpu_5min google2019_cpu_5min flights)

policies=static-peak,static-p99,reactive,hpa,flink-operator,flink-operator-fast,daedalus,threshold-predictive,predictive,predictive-untuned,predictive-threshold,clairvoyant
for name in "${traces[@]}"; do
  trace=$name
  [ "$name" = flights ] || trace=$FORETIDE_TRACES/$name.csv.gz
  echo "$name ..." >&2
  ./foretide simulate --trace "$trace" "${options[@]}" --policies "$policies" -o csv >"$rows/$name.csv"
done

{
  echo "# All policies on all traces"
  echo
  echo "Written by \`FORETIDE_TRACES=FOLDER docs/benchmarks/policies.sh${*:+ $*}\`; every trace was run with"
  echo
  echo '```'
  echo "foretide simulate --trace TRACE ${options[*]} --policies $policies"
  echo '```'
  echo
  echo "\`x best\` is slot-hours against the clairvoyant's. A policy below 1 saved what it owed: see its violations."
  for name in "${traces[@]}"; do
    printf '\n## %s\n\n' "$name"
    echo "| policy | slot-hours | x best | violated min | share % | rescales per day | lag p99 s | lag max s |"
    echo "|---|---:|---:|---:|---:|---:|---:|---:|"
    awk -F, 'NR > 1 { printf "| %s | %.0f | %.3f | %d | %.3f | %.2f | %.0f | %.0f |\n", $2, $3, $4, $5, 100 * $6, $8, $10, $11 }' \
      "$rows/$name.csv"
  done
  printf '\n## The aim\n\n'
  echo "Violations at most 0.1 % of the minutes; rescales per day at most half of flink-operator's; slot-hours no more than"
  echo "flink-operator's and within 1.15 x the clairvoyant's. For \`predictive\`:"
  echo
  echo "| trace | violated % | rescales per day | half the operator's | slot-hours | the operator's | x best | missed |"
  echo "|---|---:|---:|---:|---:|---:|---:|---|"
  for name in "${traces[@]}"; do
    awk -F, -v name="$name" '
      $2 == "predictive" { share = 100 * $6; often = $8; hours = $3; best = $4 }
      $2 == "flink-operator" { half = $8 / 2; theirs = $3 }
      END {
        missed = (share > 0.1 ? " violations" : "") (often > half ? " rescales" : "") \
          (hours > theirs ? " operator-hours" : "") (best > 1.15 ? " clairvoyant-hours" : "")
        printf "| %s | %.3f | %.2f | %.2f | %.0f | %.0f | %.3f |%s |\n", name, share, often, half, hours, theirs, best, missed
      }' "$rows/$name.csv"
  done
} >"$out"
echo "Written: $out" >&2
