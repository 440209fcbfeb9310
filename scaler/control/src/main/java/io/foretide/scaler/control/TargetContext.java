package io.foretide.scaler.control;

import io.foretide.process.Installation;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a target may use of the rest of a configuration.
 *
 * @param flink where the job runs
 * @param slotsPerTaskManager slots of each TaskManager
 * @param maxTaskManagers the largest size
 * @param object that says the job, if one does
 * @param installation of Foretide, for a target that starts programs of its own
 * @param opened owns what a target opens
 */
public record TargetContext(
        Flink flink,
        int slotsPerTaskManager,
        int maxTaskManagers,
        Optional<JobObject> object,
        Supplier<Installation> installation,
        Opened opened) {
    /**
     * A job in a Flink.
     *
     * @param rest the process's connection to it
     * @param job name or id; empty: the only running job
     */
    public record Flink(FlinkRest rest, Optional<String> job) {
        /** What can be asked of the job. */
        public FlinkControl control() {
            return new FlinkControl(rest, job);
        }
    }
}
