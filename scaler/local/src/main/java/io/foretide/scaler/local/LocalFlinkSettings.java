package io.foretide.scaler.local;

import io.foretide.process.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a Flink on this machine.
 *
 * @param installation has the program {@code flink-} and the version
 * @param flink its version
 * @param mode how its slots find their job
 * @param workDirectory for configuration, logs, checkpoints and temporary files; created if missing
 * @param slotsPerTaskManager slots that come and go together
 * @param warmTaskManagers processes kept started ahead, so that the next TaskManagers register within a second
 * @param checkpointInterval real time; a scale up waits for the next completed checkpoint, so that nothing is reprocessed
 * @param jobArguments the arguments of the position report job: {@code --bootstrap}, {@code --topic}, {@code --group},
 *     {@code --service-micros}
 * @param recordClasses records the class archives that make later starts faster, if there are none yet; the first run then
 *     takes 10 to 20 seconds longer to end
 */
public record LocalFlinkSettings(
        Installation installation,
        FlinkLine flink,
        ClusterMode mode,
        Path workDirectory,
        int slotsPerTaskManager,
        int warmTaskManagers,
        Duration checkpointInterval,
        List<String> jobArguments,
        boolean recordClasses) {
    public LocalFlinkSettings {
        if (slotsPerTaskManager < 1) {
            throw new IllegalArgumentException(
                    "slotsPerTaskManager is " + slotsPerTaskManager + ", allowed is 1 or more");
        }
        if (warmTaskManagers < 0) {
            throw new IllegalArgumentException("warmTaskManagers is " + warmTaskManagers + ", allowed is 0 or more");
        }
        if (checkpointInterval.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "checkpointInterval is " + checkpointInterval.toMillis() + " ms, allowed is 100 ms or more");
        }
        workDirectory = workDirectory.toAbsolutePath();
        jobArguments = List.copyOf(jobArguments);
    }

    /** The newest Flink in Reactive Mode, two slots per TaskManager, none warm, a checkpoint every second, no recording. */
    public static LocalFlinkSettings of(Installation installation, Path workDirectory, List<String> jobArguments) {
        return of(installation, FlinkLine.NEWEST, workDirectory, jobArguments);
    }

    /** Reactive Mode, two slots per TaskManager, none warm, a checkpoint every second, no recording. */
    public static LocalFlinkSettings of(
            Installation installation, FlinkLine flink, Path workDirectory, List<String> jobArguments) {
        return new LocalFlinkSettings(
                installation,
                flink,
                ClusterMode.REACTIVE,
                workDirectory,
                2,
                0,
                Duration.ofSeconds(1),
                jobArguments,
                false);
    }

    /** The same in another mode. */
    public LocalFlinkSettings withMode(ClusterMode other) {
        return new LocalFlinkSettings(
                installation,
                flink,
                other,
                workDirectory,
                slotsPerTaskManager,
                warmTaskManagers,
                checkpointInterval,
                jobArguments,
                recordClasses);
    }
}
