package io.foretide.planner.learned;

import java.time.Instant;
import java.util.Objects;

/**
 * A size that did not work, and how long it is not tried again.
 *
 * @param taskManagers the size
 * @param tooSmall whether it and all smaller ones were too small for a load they should have carried; else no larger one is
 *     tried either
 * @param noGain whether it processed no more than a smaller one; else, unless it was too small, it could not be reached
 * @param until exclusive
 */
public record Quarantine(int taskManagers, boolean tooSmall, boolean noGain, Instant until) {
    public Quarantine {
        Objects.requireNonNull(until, "until");
    }

    /** Why a size is not tried. */
    public enum Why {
        TOO_SMALL,
        UNREACHABLE,
        NO_GAIN
    }

    /** A size that was too small, or could not be reached. */
    public Quarantine(int taskManagers, boolean tooSmall, Instant until) {
        this(taskManagers, tooSmall, false, until);
    }

    Quarantine until(Instant other) {
        return new Quarantine(taskManagers, tooSmall, noGain, other);
    }

    /** Why it is not tried. */
    public Why why() {
        return tooSmall ? Why.TOO_SMALL : noGain ? Why.NO_GAIN : Why.UNREACHABLE;
    }
}
