package io.foretide.scaler.control.checks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * Finding of a check.
 *
 * @param found one sentence for a person
 * @param fix how to mend it
 */
public record Finding(Level level, String found, Optional<Fix> fix) {
    /** Severity of a finding. */
    public enum Level {
        OK("ok"),
        /** Foretide works, but worse than it could. */
        WARNING("warning"),
        /** Foretide cannot do its work. */
        PROBLEM("problem"),
        /** Something Foretide needs does not answer: more may be wrong. */
        NO_ANSWER("no answer");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        @JsonValue
        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Fix of a finding.
     *
     * @param where a place to add the text to, or {@link #RUN}
     * @param text the very lines, or the command
     */
    public record Fix(String where, String text) {
        public static final String RUN = "run";

        /** Lines for {@code foretide.yaml}. */
        public static Fix ours(String text) {
            return new Fix("foretide.yaml", text);
        }

        /** A line for Flink's configuration. */
        public static Fix flink(String text) {
            return new Fix("Flink's configuration", text);
        }

        /** A command. */
        public static Fix run(String command) {
            return new Fix(RUN, command);
        }
    }

    public static Finding ok(String found) {
        return new Finding(Level.OK, found, Optional.empty());
    }

    public static Finding warning(String found, Fix fix) {
        return new Finding(Level.WARNING, found, Optional.of(fix));
    }

    public static Finding warning(String found) {
        return new Finding(Level.WARNING, found, Optional.empty());
    }

    public static Finding problem(String found, Fix fix) {
        return new Finding(Level.PROBLEM, found, Optional.of(fix));
    }

    public static Finding problem(String found) {
        return new Finding(Level.PROBLEM, found, Optional.empty());
    }

    public static Finding noAnswer(String found) {
        return new Finding(Level.NO_ANSWER, found, Optional.empty());
    }
}
