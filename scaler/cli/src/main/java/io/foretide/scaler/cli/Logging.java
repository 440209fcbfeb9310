package io.foretide.scaler.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Levels of logging, to stderr; see {@code logback.xml}. */
final class Logging {
    private Logging() {}

    /** Everything Foretide does. */
    static void details() {
        foretide().setLevel(Level.DEBUG);
    }

    /** Only what a person should act on, where a command tells the rest itself. */
    static void warningsOnly() {
        if (!foretide().isDebugEnabled()) {
            foretide().setLevel(Level.WARN);
        }
    }

    private static Logger foretide() {
        return (Logger) LoggerFactory.getLogger("io.foretide");
    }
}
