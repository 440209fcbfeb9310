#!/bin/sh
# Trains the network that ships, on the flights before 2001-06-01 and on generated loads, and scores it on others of the same kinds.
# Usage: model-training/pretrain.sh STEPS FOLDER
# The shipped files are in src/main/resources/io/foretide/models/global.
set -eu
folder=$(realpath -m "$2")
cd "$(dirname "$0")/.."
./mvnw -B -q compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -pl model-training -am -Dmdep.includeScope=runtime -Dmdep.outputFile="$PWD/model-training/target/classpath.txt"
OMP_NUM_THREADS=1 java -Xmx3g -cp "model-training/target/classes:$(cat model-training/target/classpath.txt)" \
  io.foretide.models.global.PretrainingCommand "$1" "$folder"
