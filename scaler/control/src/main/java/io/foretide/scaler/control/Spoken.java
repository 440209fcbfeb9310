package io.foretide.scaler.control;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs a trouble once, not on every tick: when it begins, when it changes, and when it is over. Not thread-safe. */
final class Spoken {
    private final Logger log;
    private final Level level;
    private final String trouble;
    private final String over;
    private @Nullable String said;

    Spoken(Logger log, Level level, String trouble, String over) {
        this.log = log;
        this.level = level;
        this.trouble = trouble;
        this.over = over;
    }

    void bad(@Nullable String why) {
        String now = String.valueOf(why);
        if (!now.equals(said)) {
            log.atLevel(level).log("{}: {}", trouble, now);
        }
        said = now;
    }

    void good() {
        if (said != null) {
            log.info("{}", over);
        }
        said = null;
    }
}
