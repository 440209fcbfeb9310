#!/bin/sh
# Runs a command in an unpacked image as the chart's Pod does: root becomes user 10001 without a way back or a capability, the image is
# read-only, and what the Pod mounts is all that can be written. Of the machine it sees the network alone.
#   container.sh POD MEMORY COMMAND...
# POD has the folders root (the image), config, data, cache and the file environment, a NAME=VALUE a line. MEMORY is the limit in bytes,
# that of a group of processes: its folder is written to POD/group, which is missing where the machine does not let us make one.
set -eu
pod=$1 memory=$2
shift 2

if [ -z "${CONTAINED:-}" ]; then
  for group in "/sys/fs/cgroup/memory/foretide-$$ memory.limit_in_bytes" "/sys/fs/cgroup/foretide-$$ memory.max"; do # version 1, or 2
    folder=${group% *}
    if mkdir "$folder" 2>/dev/null; then
      if { echo "$memory" >"$folder/${group#* }" && echo $$ >"$folder/cgroup.procs"; } 2>/dev/null; then
        echo "$folder" >"$pod/group"
        break
      fi
      rmdir "$folder"
    fi
  done
  CONTAINED=true exec unshare --mount --pid --ipc --uts --fork --kill-child --propagation private "$0" "$pod" "$memory" "$@"
fi

# What a container engine mounts: the system's folders, a few devices, the volumes.
root=$pod/root
mkdir -p "$root/proc" "$root/sys" "$root/dev"
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o size=64k,mode=755 dev "$root/dev"
for device in null zero random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t tmpfs -o size=512m,mode=1777 tmp "$root/tmp"
mount --bind "$pod/config" "$root/etc/foretide"
mount -o remount,bind,ro "$root/etc/foretide"
mount --bind "$pod/data" "$root/var/lib/foretide"
mount --bind "$pod/cache" "$root/var/cache/foretide"
mount -o remount,bind,ro "$root"

set -- /usr/sbin/chroot --userspec=10001:10001 --groups= "$root" /bin/sh -c 'cd /var/lib/foretide && exec "$@"' sh "$@"
while IFS= read -r variable; do
  set -- "$variable" "$@"
done <"$pod/environment"
exec setpriv --no-new-privs env -i "$@"
