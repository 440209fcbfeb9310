package io.foretide.telemetry;

import java.io.IOException;
import java.util.Optional;

/** Why a job has no metrics at the moment. */
public sealed interface MetricsGap {
    /**
     * Flink does not give a metric that is needed, or no number for it.
     *
     * @param vertex its name
     * @param operator scope of the operator within the vertex, if it is one's
     * @param metric Flink's name of it
     */
    record Missing(String vertex, Optional<String> operator, String metric) implements MetricsGap {}

    /**
     * A metric that is needed has a value that cannot be, so that no other of this look can be trusted either.
     *
     * @param vertex its name, or who else tells it
     * @param operator scope of the operator within the vertex, if it is one's
     * @param metric Flink's name of it
     * @param value that is told; what is wrong may be how it has grown
     * @param most that it can be, or can have become by now; the least is 0
     */
    record Impossible(String vertex, Optional<String> operator, String metric, double value, double most)
            implements MetricsGap {
        /** Who tells it, and what it is: the same at each look, whatever the value. */
        public String what() {
            return vertex + operator.map(scope -> ", operator " + scope + ",").orElse("") + " tells an impossible "
                    + metric;
        }

        /** All of it, without a full stop. */
        public String sentence() {
            return what() + " of " + value + ": must be from 0 to " + most;
        }
    }

    /**
     * A source is blocked and fetches nothing, so nobody knows what arrives.
     *
     * @param source name of its vertex
     * @param by name of the vertex that does not take what it has read
     * @param works whether that one takes records all the time and can have more subtasks, as one that has too few slots
     * @param recordsInPerSecond what the sources read meanwhile: all that the job can take
     */
    record Blocked(String source, String by, boolean works, double recordsInPerSecond) implements MetricsGap {
        /** The same on a job's clock that runs so many seconds a second. */
        public Blocked onClock(double jobSecondsPerSecond) {
            return new Blocked(source, by, works, recordsInPerSecond / jobSecondsPerSecond);
        }
    }

    /**
     * Nothing at all arrives at a job that was just busy.
     *
     * @param recordsPerSecond level of demand until then
     */
    record Silence(double recordsPerSecond) implements MetricsGap {}

    /**
     * Whoever was asked has not told how the job is: nothing at all is known of it.
     *
     * @param why names who was asked for what, and what came back; without a full stop
     */
    record Unread(Kind kind, String why) implements MetricsGap {
        /** In which way nothing is known. */
        public enum Kind {
            /** Nobody answers. */
            SILENT,
            /** Who asks may not, or asks in the wrong way. */
            REFUSED,
            /** What is answered is a failure, no answer to what was asked, or impossible. */
            BAD_ANSWER,
            /** Several jobs are there. */
            AMBIGUOUS
        }

        /** What a look that failed has shown. */
        public static Unread of(Exception failure) {
            String why =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("no answer");
            if (failure instanceof UnreadException unread) {
                return new Unread(unread.kind(), why);
            }
            return failure instanceof IOException
                    ? new Unread(Kind.SILENT, why)
                    : new Unread(Kind.BAD_ANSWER, "what is told cannot be used: " + why);
        }
    }
}
