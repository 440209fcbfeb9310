#!/bin/sh
# Runs a command in an unpacked image as the chart's Pod does: root becomes user 10001 without a way back or a capability, the image is
# read-only, and what the Pod mounts is all that can be written. Of the machine it sees the network alone.
#   container.sh POD ROOT MEMORY COMMAND...
# POD has the folders config, data, cache and the file environment, a NAME=VALUE a line. ROOT is the image. MEMORY is the limit in bytes,
# that of a group of processes: its folder is written to POD/group. Where the machine does not let us make one, Java alone is told.
set -eu
pod=$1 root=$2 memory=$3
shift 3

limit() { # FOLDER FILE
  [ ! -f "$pod/group" ] && mkdir "$1" || return 0
  if echo "$memory" >"$1/$2"; then echo "$1" >"$pod/group"; else rmdir "$1"; fi
}
if [ -z "${CONTAINED:-}" ]; then
  limit /sys/fs/cgroup/memory/foretide-$$ memory.limit_in_bytes 2>/dev/null # version 1
  limit /sys/fs/cgroup/foretide-$$ memory.max 2>/dev/null                   # version 2
  [ ! -f "$pod/group" ] || echo $$ >"$(cat "$pod/group")/cgroup.procs"
  CONTAINED=true exec unshare --mount --pid --ipc --uts --fork --propagation private "$0" "$pod" "$root" "$memory" "$@"
fi

# What a container engine mounts: the system's folders, a few devices, the names of the network, the volumes.
mkdir -p "$root/proc" "$root/sys" "$root/dev"
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o size=64k,mode=755 dev "$root/dev"
for device in null zero random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
for file in hosts resolv.conf; do
  touch "$root/etc/$file"
  mount --bind "/etc/$file" "$root/etc/$file"
done
mount -t tmpfs -o size=512m,mode=1777 tmp "$root/tmp"
mount --bind "$pod/config" "$root/etc/foretide"
mount -o remount,bind,ro "$root/etc/foretide"
mount --bind "$pod/data" "$root/var/lib/foretide"
mount --bind "$pod/cache" "$root/var/cache/foretide"
mount -o remount,bind,ro "$root"

set -- /usr/sbin/chroot --userspec=10001:10001 --groups= "$root" /bin/sh -c 'cd /var/lib/foretide && exec "$@"' sh "$@"
[ -f "$pod/group" ] || set -- "FORETIDE_JAVA_OPTIONS=-XX:MaxRAM=$memory" "$@"
while IFS= read -r variable; do
  set -- "$variable" "$@"
done <"$pod/environment"
exec setpriv --no-new-privs env -i "$@"
