package io.foretide.scaler.local;

import io.foretide.planner.decision.Cause;

/** Why local processes do not take a request. */
sealed interface LocalCause extends Cause {
    /** They are no longer looked after. */
    record Closed() implements LocalCause {
        @Override
        public String id() {
            return "closed";
        }

        @Override
        public String sentence() {
            return "the local processes are closed";
        }
    }

    /** More or fewer than this machine may run, which is 1 to {@code max}. */
    record OutOfBounds(String name, int value, int max) implements LocalCause {
        @Override
        public String id() {
            return "out-of-bounds";
        }

        @Override
        public String sentence() {
            return name + " is " + value + ", allowed is 1 to " + max;
        }
    }
}
