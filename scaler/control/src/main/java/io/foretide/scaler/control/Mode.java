package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import java.util.Locale;
import java.util.Optional;

/** What Foretide may do to a scaled object. */
public enum Mode {
    /** Say what it would do. */
    RECOMMEND,
    /** Do it. */
    AUTO,
    /** The kill switch: say and do nothing but log. */
    OFF;

    /**
     * The mode that {@code text} names.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode parse(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mode '" + text + "': recommend, auto or off is allowed", e);
        }
    }

    /** Why decisions are not carried out in this mode. */
    public Optional<Cause> withholds() {
        return this == AUTO ? Optional.empty() : Optional.of(new ControlCause.ModeWithholds(this));
    }
}
