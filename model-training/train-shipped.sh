#!/bin/sh
# Trains the model that ships from the flights before 2001-06-01 and scores it on the newest tenth, on which it was not fitted.
# Usage: model-training/train-shipped.sh full|quick FOLDER
# The shipped files are in src/main/resources/io/foretide/models/shipped/flights.
set -eu
folder=$(realpath -m "$2")
cd "$(dirname "$0")/.."
./mvnw -B -q compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -pl model-training -am -Dmdep.includeScope=runtime -Dmdep.outputFile="$PWD/model-training/target/classpath.txt"
OMP_NUM_THREADS=1 java -Xmx2g -cp "model-training/target/classes:$(cat model-training/target/classpath.txt)" \
  io.foretide.training.registry.FlightsTraining "$1" "$folder"
