#!/usr/bin/env bash
# Runs real jobs of many shapes on Flink 1.20 and 2.3 (70 minutes) and writes docs/compatibility.md.
# -Dcampaign.flink=1.20 runs one version, -Dcampaign.shapes=joined,hot-key some of the jobs, -Dcampaign.jobs=2 two of them at a time
# (each has up to five processes: more than a core's worth measures the machine), -Dcampaign.ticks=36 six minutes of each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

./mvnw -q -B package -DskipTests -Dspotless.check.skip
exec ./mvnw -B -ntp verify -pl scaler/app -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=CompatibilityCampaign -Dfailsafe.failIfNoSpecifiedTests=false -Dspotless.check.skip "$@"
