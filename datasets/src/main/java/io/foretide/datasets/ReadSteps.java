package io.foretide.datasets;

import java.time.Duration;
import java.time.Instant;

/** The steps of a trace, and whether each was measured. Owns its array. */
final class ReadSteps {
    private final Instant start;
    private final Duration step;
    private final boolean[] observed;

    ReadSteps(Instant start, Duration step, boolean[] observed) {
        this.start = start;
        this.step = step;
        this.observed = observed;
    }

    Instant start() {
        return start;
    }

    Duration step() {
        return step;
    }

    /** One a step, not copied. */
    boolean[] observed() {
        return observed;
    }
}
