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

    /** What the snapshot or the memory lacks. */
    enum Lack implements BlindCause {
        JOB_RESTARTING("job-restarting", "Hold: the job is restarting."),
        JOB_STOPPED("job-stopped", "Hold: the job is not running."),
        FLINK_SILENT("flink-silent", "Hold: Flink does not answer."),
        NO_METRICS("no-metrics", "Hold: the job's metrics are incomplete."),
        UNSETTLED_LOAD("unsettled-load", "Hold: the load has not been measured for three minutes yet."),
        UNKNOWN_RATE("unknown-rate", "Hold: no slot has been busy enough yet to learn its rate.");

        private final String id;
        private final String sentence;

        Lack(String id, String sentence) {
            this.id = id;
            this.sentence = sentence;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String sentence() {
            return sentence;
        }
    }
}
