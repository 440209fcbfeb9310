package io.foretide.scaler.control.replicas;

import io.foretide.telemetry.JobId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whose a job is among the replicas that live: the one for which a hash of both is highest. All who see the same replicas agree,
 * one that is gone loses only its own jobs, and one that is new gets its share of them from all (D. Thaler and C. Ravishankar,
 * "Using Name-Based Mappings to Increase Hit Rates", 1998). Pure.
 */
public final class Rendezvous {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Rendezvous() {}

    /** The owner of a job; empty if nobody lives. */
    public static Optional<String> owner(JobId job, Collection<String> replicas) {
        return replicas.stream()
                .max(Comparator.comparingLong((String replica) -> weight(replica, job) ^ Long.MIN_VALUE)
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Unsigned: FNV-1a over both names, mixed as MurmurHash3 does, as similar names would else have similar weights. */
    private static long weight(String replica, JobId job) {
        long hash = FNV_OFFSET;
        for (byte one : (replica + '\n' + job.value()).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
