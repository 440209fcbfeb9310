package io.foretide.telemetry;

/**
 * The name under which Foretide keeps a job's history. It outlives Flink's own job id, which changes with every submission.
 *
 * @param value 1 to 100 letters, digits, dots, dashes or underscores
 */
public record JobId(String value) {
    public JobId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "job '" + value + "': must be 1 to 100 letters, digits, '.', '-' or '_'");
        }
    }

    /** Whether a job may be called so. */
    public static boolean isValid(String value) {
        return value.matches("[A-Za-z0-9._-]{1,100}");
    }

    @Override
    public String toString() {
        return value;
    }
}
