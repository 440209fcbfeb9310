package io.foretide.planner.decision;

import java.time.Duration;

/** Why the data of a job allow no decision. */
public sealed interface BlindCause extends PlannerCause {
    /**
     * The snapshot is too old.
     *
     * @param age of the newest one
     * @param maxAge that is allowed
     */
    record StaleTelemetry(Duration age, Duration maxAge) implements BlindCause {
        @Override
        public String id() {
            return "stale-telemetry";
        }

        @Override
        public String sentence() {
            return "Hold: the last look at the job is " + age.toSeconds() + " s old; " + maxAge.toSeconds()
                    + " s are allowed.";
        }
    }

    /** A lack in the snapshot or the memory. */
    record Lack(String id, String sentence) implements BlindCause {
        public static final Lack JOB_RESTARTING = new Lack("job-restarting", "Hold: the job is restarting.");
        public static final Lack JOB_STOPPED = new Lack("job-stopped", "Hold: the job is not running.");
        public static final Lack FLINK_SILENT = new Lack("flink-silent", "Hold: Flink does not answer.");
        public static final Lack NO_METRICS = new Lack("no-metrics", "Hold: the job's metrics are incomplete.");
        public static final Lack UNSETTLED_LOAD =
                new Lack("unsettled-load", "Hold: the load has not been measured for three minutes yet.");
        public static final Lack UNKNOWN_RATE =
                new Lack("unknown-rate", "Hold: no slot has been busy enough yet to learn its rate.");
    }
}
