package io.foretide.scaler.app.fleet;

import io.foretide.telemetry.JobId;

/** When in a period a job has its turn: by its name, so that many jobs are spread evenly and each keeps its time. */
final class Phase {
    private static final int GOLDEN = 0x9E3779B9; // spreads names that differ in their last digits

    private Phase() {}

    /** Share of the period, from 0 to 1 exclusive. */
    static double of(JobId job) {
        int hash = job.value().hashCode() * GOLDEN;
        hash ^= hash >>> 15;
        hash *= GOLDEN;
        return Integer.toUnsignedLong(hash) / (double) (1L << 32);
    }
}
