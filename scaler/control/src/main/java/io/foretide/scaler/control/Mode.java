package io.foretide.scaler.control;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.planner.decision.Cause;
import io.foretide.text.InputException;
import java.util.List;
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

    /** The key of a target that may be changed only as far as people allow. */
    public static final Key<Mode> KEY = Key.of(
            "mode",
            Codecs.word(List.of(RECOMMEND, AUTO, OFF), Mode::word),
            RECOMMEND,
            "what may be done to it; on Kubernetes the annotation `foretide.io/mode` overrules it");

    /** As it is written, such as {@code recommend}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode that {@code text} names.
     *
     * @throws InputException if there is none
     */
    public static Mode parse(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InputException("mode '" + text + "': must be recommend, auto or off");
        }
    }

    /** Why decisions are not carried out in this mode. */
    public Optional<Cause> whyRecommended() {
        return this == AUTO ? Optional.empty() : Optional.of(new ControlCause.ByMode(this));
    }
}
