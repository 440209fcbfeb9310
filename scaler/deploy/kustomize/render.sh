#!/usr/bin/env bash
# Writes foretide.yaml beside it: the chart with its default values, release "foretide" in namespace "foretide".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
exec ./mvnw -B -q test -pl scaler -am -Dtest=KustomizeTest -Dsurefire.failIfNoSpecifiedTests=false -Dforetide.render=true
