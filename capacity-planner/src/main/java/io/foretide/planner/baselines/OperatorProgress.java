package io.foretide.planner.baselines;

import java.util.Optional;

/**
 * How far the program with the operator's autoscaler has come: a line of its standard error, for the process that started it.
 *
 * @param share of the simulated time that is done, 0-1
 */
public record OperatorProgress(double share) {
    private static final String PREFIX = "progress ";

    public OperatorProgress {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + ": must be 0 to 1");
        }
    }

    /** As it is written. */
    public String line() {
        return PREFIX + share;
    }

    /** What a line says; empty if it is about something else. */
    public static Optional<OperatorProgress> parse(String line) {
        if (!line.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OperatorProgress(Double.parseDouble(line.substring(PREFIX.length()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
