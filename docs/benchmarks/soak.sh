#!/usr/bin/env bash
# Lets a service's line tick every ten seconds beside a Flink that misbehaves by a seed, and compares each decision with the pure
# planner's: docs/benchmarks/soak.sh [LENGTH [SEED]], such as docs/benchmarks/soak.sh 8h 3; two hours by seed 1 if nothing is said
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

exec ./mvnw -B -ntp verify -pl scaler/app -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=Soak \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dsoak.length="${1:-2h}" -Dsoak.seed="${2:-1}"
