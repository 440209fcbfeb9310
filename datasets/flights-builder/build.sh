#!/bin/sh
# Builds datasets/src/main/resources/io/foretide/datasets/flights-2001.csv.gz and its checksum from the npm package
# vega-datasets. Needs npm, tar, sha256sum and a JDK 17.
set -eu
cd "$(dirname "$0")/../.."
work=datasets/flights-builder/target/source
mkdir -p "$work"
if [ ! -f "$work/vega-datasets-3.2.1.tgz" ]; then
  (cd "$work" && npm pack --silent vega-datasets@3.2.1 >/dev/null)
fi
tar -xzf "$work/vega-datasets-3.2.1.tgz" -C "$work" package/data/flights-3m.parquet package/data/airports.csv
sha256sum --check --quiet <<SUMS
dbeb920c90f59b6ccaff823dcc3d08f25a97fa1ce128d93f40be4e931f5900b0  $work/package/data/flights-3m.parquet
903c7169e6d558eefb95295fe2947ec8503135fbb855ea5c737cf4a90ea603ad  $work/package/data/airports.csv
SUMS
./mvnw -B -q -DskipTests package -pl datasets/flights-builder -am
java -Dslf4j.internal.verbosity=ERROR -cp 'target/dist/flights-builder/*' \
  io.foretide.datasets.flights.FlightsBuilderMain \
  --parquet "$work/package/data/flights-3m.parquet" \
  --airports "$work/package/data/airports.csv" \
  --out datasets/src/main/resources/io/foretide/datasets
