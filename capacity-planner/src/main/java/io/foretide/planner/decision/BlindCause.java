package io.foretide.planner.decision;

import io.foretide.telemetry.MetricsGap;
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

    /** Nobody has told how the job is. */
    record Unread(MetricsGap.Unread gap) implements BlindCause {
        @Override
        public String id() {
            return switch (gap.kind()) {
                case SILENT -> Lack.FLINK_SILENT.id();
                case REFUSED -> "access-refused";
                case BAD_ANSWER -> "bad-answer";
                case AMBIGUOUS -> "ambiguous-job";
            };
        }

        @Override
        public String sentence() {
            return "Hold: it is not known how the job is: " + gap.why() + ".";
        }
    }

    /** A metric is missing. */
    record MissingMetric(MetricsGap.Missing gap) implements BlindCause {
        @Override
        public String id() {
            return "no-metrics";
        }

        @Override
        public String sentence() {
            return "Hold: the job's metrics are incomplete: " + gap.vertex()
                    + gap.operator().map(scope -> ", operator " + scope + ",").orElse("") + " gives no number for "
                    + gap.metric() + ".";
        }
    }

    /** A metric is told that cannot be. */
    record ImpossibleMetric(MetricsGap.Impossible gap) implements BlindCause {
        @Override
        public String id() {
            return "impossible-metric";
        }

        @Override
        public String sentence() {
            return "Hold: the job's metrics cannot be believed: " + gap.sentence() + ".";
        }
    }

    /** What feeds the job is taken for broken. */
    record Silence(MetricsGap.Silence gap) implements BlindCause {
        @Override
        public String id() {
            return "silence";
        }

        @Override
        public String sentence() {
            return "Hold: nothing at all arrives, after " + Math.round(gap.recordsPerSecond())
                    + " records/s a moment ago: that is taken for an outage of what feeds the job.";
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
