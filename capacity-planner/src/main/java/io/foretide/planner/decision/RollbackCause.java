package io.foretide.planner.decision;

import io.foretide.telemetry.Obstacle;
import io.foretide.text.Counted;
import java.time.Duration;
import java.time.Instant;

/** Why a scale up is taken back, or would be. */
public sealed interface RollbackCause extends PlannerCause {
    /** Something known is in the way of TaskManagers; half a sentence. */
    record Obstructed(Obstacle obstacle) implements RollbackCause {
        @Override
        public String id() {
            return "obstacle";
        }

        @Override
        public String sentence() {
            return obstacle.message();
        }
    }

    /**
     * The job did not start, nobody knows why; half a sentence.
     *
     * @param taskManagers that were asked for
     * @param patience how long they were waited for
     */
    record StartFailed(int taskManagers, Duration patience) implements RollbackCause {
        @Override
        public String id() {
            return "start-failed";
        }

        @Override
        public String sentence() {
            return "the job did not run on " + Counted.of(taskManagers, "TaskManager") + " within "
                    + patience.toMinutes() + " min";
        }
    }

    /**
     * The way back.
     *
     * @param fromTaskManagers that could not be had
     * @param toTaskManagers that are there
     * @param why half a sentence
     * @param until no more are tried before
     */
    record RolledBack(int fromTaskManagers, int toTaskManagers, RollbackCause why, Instant until)
            implements RollbackCause {
        @Override
        public String id() {
            return "rollback";
        }

        @Override
        public String sentence() {
            return "Roll back " + fromTaskManagers + " -> " + toTaskManagers + ": " + why.sentence() + "; no more than "
                    + toTaskManagers + " are tried until " + until + ".";
        }
    }

    /** It would be taken back, but people have paused scaling down. */
    record Paused(RollbackCause why) implements RollbackCause {
        @Override
        public String id() {
            return "rollback-paused";
        }

        @Override
        public String sentence() {
            return "Hold: " + why.sentence() + ", and scaling down is paused.";
        }
    }
}
