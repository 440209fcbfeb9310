#!/usr/bin/env bash
# Prints foretide.yaml for a job with other names, for those without Helm:
#   named.sh JOB NAMESPACE DEPLOYMENT REST [IMAGE] | kubectl apply -f -
#   named.sh flights streaming workers http://jobmanager.streaming.svc:8081 registry.example/foretide:0.1.0 | kubectl apply -f -
set -euo pipefail
fail() {
  echo "$1" >&2
  exit 2
}
[ $# -eq 4 ] || [ $# -eq 5 ] || fail "usage: named.sh JOB NAMESPACE DEPLOYMENT REST [IMAGE]"
for name in "$1" "$2" "$3"; do
  [[ "$name" =~ ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ ]] || fail "'$name': must be a name of a-z, 0-9 and '-'"
done
[[ "$4" =~ ^(https?)://[^/@|:]+(:([0-9]+))?(/[^@|]*)?$ ]] ||
  fail "'$4': must be an address such as http://jobmanager.flink.svc:8081, without user and password"
port=${BASH_REMATCH[3]}
if [ -z "$port" ]; then
  if [ "${BASH_REMATCH[1]}" = https ]; then port=443; else port=80; fi
fi
image=${5:-foretide:0.1.0}
[[ "$image" =~ ^[-a-zA-Z0-9._:/@]+$ ]] || fail "'$image': must be an image such as registry.example/foretide:0.1.0"
manifests=$(sed -E \
  -e "s/\bforetide-orders\b/foretide-$1/g" \
  -e "s/^( *job:) orders\$/\1 $1/" \
  -e "s/^( *(namespace|kubernetes\.io\/metadata\.name):) flink\$/\1 $2/" \
  -e "s/^( *(name:|-)) taskmanager\$/\1 $3/" \
  -e "s|http://jobmanager\.flink\.svc:8081|$4|" \
  -e "s/^( *port:) 8081\$/\1 $port/" \
  -e "s|\"foretide:0\.1\.0\"|\"$image\"|" \
  "$(dirname "${BASH_SOURCE[0]}")/foretide.yaml")
# another configuration starts the Pods anew
checksum=$(sha256sum <<<"$manifests" | cut -d' ' -f1)
sed -E "s|^( *checksum/config:) [0-9a-f]+\$|\1 $checksum|" <<<"$manifests"
