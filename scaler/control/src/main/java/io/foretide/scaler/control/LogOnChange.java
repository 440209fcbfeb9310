package io.foretide.scaler.control;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs a trouble once, not on every tick: when it begins, when it changes, and, if there are words for it, when it is over. Not
 * thread-safe.
 */
public final class LogOnChange {
    private final Logger log;
    private final Level level;
    private final String trouble;
    private final @Nullable String over;
    private @Nullable String logged;

    /** Logs {@code trouble} with its reason, and {@code over}, at INFO, when there is none any more. */
    public LogOnChange(Logger log, Level level, String trouble, @Nullable String over) {
        this.log = log;
        this.level = level;
        this.trouble = trouble;
        this.over = over;
    }

    /** Warnings that begin with {@code trouble} and end without a word. */
    public static LogOnChange warning(Logger log, String trouble) {
        return new LogOnChange(log, Level.WARN, trouble, null);
    }

    /** There is a trouble, because of {@code why}. */
    public void bad(@Nullable String why) {
        String reason = String.valueOf(why);
        bad(reason, reason);
    }

    /** There is a trouble of a kind, which is logged once with what it was at first. */
    public void bad(String kind, String why) {
        if (!kind.equals(logged)) {
            log.atLevel(level).log("{}: {}", trouble, why);
        }
        logged = kind;
    }

    /** Whether {@code why} is the trouble there is. */
    boolean isBad(@Nullable String why) {
        return String.valueOf(why).equals(logged);
    }

    /** There is none. */
    public void good() {
        if (logged != null && over != null) {
            log.info("{}", over);
        }
        logged = null;
    }
}
