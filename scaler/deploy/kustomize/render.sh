#!/usr/bin/env bash
# Writes foretide.yaml beside it (the chart with its default values, release "foretide" in namespace "foretide") and the table of
# values in the README of the chart.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
exec ./mvnw -B -q test -pl scaler/cli -am -Dtest=KustomizeTest,ChartReadmeTest -Dsurefire.failIfNoSpecifiedTests=false -Dforetide.render=true
