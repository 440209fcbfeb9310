package io.foretide.scaler.control.replicas;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges by how long leases stay as they are while one looks: by one's own monotonic clock, so that it does not matter how clocks
 * are set. Time in which nobody looked does not count, as what was renewed in it is not known. Not thread-safe.
 */
final class LeaseWatch {
    private final Map<String, Unchanged> seen = new HashMap<>();
    private final Duration least;
    private long lastLook;

    /** @param least no lease counts as shorter: whoever looks rarely sees no shorter ones end */
    LeaseWatch(Duration least) {
        this.least = least;
    }

    /** A lease as it is since a time. */
    private record Unchanged(Lease lease, long since) {}

    /**
     * Those of {@code leases} that have ended, and had not moved in all that time.
     *
     * @param nanos by a clock that only goes on, whenever it began
     */
    List<Lease> ended(Collection<Lease> leases, long nanos) {
        long pause = nanos - lastLook;
        Map<String, Unchanged> before = new HashMap<>(seen);
        seen.clear();
        for (Lease lease : leases) {
            Unchanged was = before.get(lease.replica());
            boolean goesOn = was != null && was.lease().isBeatOf(lease) && pause <= nanos(lease) / 2;
            seen.put(lease.replica(), new Unchanged(lease, goesOn ? was.since() : nanos));
        }
        lastLook = nanos;
        return leases.stream()
                .filter(lease -> nanos - seen.get(lease.replica()).since() >= nanos(lease))
                .toList();
    }

    private long nanos(Lease lease) {
        return Math.max(lease.lasts().toNanos(), least.toNanos());
    }
}
