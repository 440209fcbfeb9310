package io.foretide.telemetry.flink;

/**
 * A job that Flink has not ended with.
 *
 * @param id Flink's
 * @param state Flink's word for what it does
 * @param scheduler Flink's word for what schedules it; {@code Adaptive} where it does not say
 */
public record LiveJob(String id, String name, String state, String scheduler) {
    boolean isCalled(String nameOrId) {
        return nameOrId.equals(id) || nameOrId.equals(name);
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
