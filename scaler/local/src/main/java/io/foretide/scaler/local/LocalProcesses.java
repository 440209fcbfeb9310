package io.foretide.scaler.local;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.targets.DryRun;
import io.foretide.telemetry.flink.FlinkCluster;
import io.foretide.text.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * TaskManager processes on this machine.
 *
 * @param jobManagerPort of the JobManager's RPC on 127.0.0.1
 * @param workDirectory for logs and temporary files
 */
public record LocalProcesses(int jobManagerPort, Path workDirectory, int taskManagers) implements TargetSettings {
    /** Only a JobManager of ours would use it. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private static final int MAX_PORT = 65_535;

    private static final Key<Integer> JOB_MANAGER_PORT = Key.required(
            "jobManagerPort",
            Codecs.count(1, MAX_PORT, "the RPC port of the JobManager on 127.0.0.1, e.g. 6123"),
            "the JobManager's RPC port on 127.0.0.1, e.g. 6123");
    private static final Key<Path> WORK_DIRECTORY = Key.of(
            "workDirectory",
            Codecs.path(),
            Path.of("foretide-data", "taskmanagers"),
            "folder for logs and temporary files");
    private static final Key<Integer> TASK_MANAGERS = Key.of("taskManagers", Codecs.count(), 1, "processes at first");

    /** @throws InputException if the TaskManagers cannot register at the JobManager */
    @Override
    public ScalingTarget open(TargetContext context) throws IOException {
        String jobManager = jobManager(context);
        FlinkLine flink = FlinkLine.of(jobManager).orElseThrow(() -> new InputException(unfit(jobManager)));
        LocalFlinkSettings settings = new LocalFlinkSettings(
                context.installation().get(),
                flink,
                ClusterMode.REACTIVE,
                workDirectory,
                context.slotsPerTaskManager(),
                0,
                CHECKPOINT_INTERVAL,
                List.of(),
                false);
        return context.opened()
                .keep(new LocalProcessesTarget(
                        TaskManagerPool.attachedTo(settings, jobManagerPort), taskManagers, context.maxTaskManagers()));
    }

    private static String jobManager(TargetContext context) throws IOException {
        return new FlinkCluster(context.flink().rest()).overview().version();
    }

    private static String unfit(String jobManager) {
        return "the JobManager is Flink " + jobManager
                + ", at which none of the TaskManagers that local-processes starts"
                + " can register: it must be a Flink " + FlinkLine.allowed();
    }

    @Override
    public List<Check> checks(TargetContext context) {
        Checks checks = new Checks("Target");
        checks.ask("Flink's version", () -> version(context));
        return checks.all();
    }

    private static Finding version(TargetContext context) throws IOException {
        String jobManager = jobManager(context);
        Optional<FlinkLine> flink = FlinkLine.of(jobManager);
        if (flink.isEmpty()) {
            return Finding.problem(unfit(jobManager));
        }
        return context.installation().get().program(flink.get().program()).isPresent()
                ? Finding.ok("TaskManagers of Flink " + flink.get() + " for a JobManager of Flink " + jobManager)
                : Finding.problem("the TaskManagers to start are not built", Fix.run("./mvnw package"));
    }

    @Override
    public TargetSettings aside() {
        return new DryRun(OptionalInt.empty());
    }

    @Override
    public OptionalInt initialTaskManagers() {
        return OptionalInt.of(taskManagers);
    }

    /** {@code local-processes}. */
    public static final class Kind implements TargetKind {
        @Override
        public String type() {
            return "local-processes";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(JOB_MANAGER_PORT, WORK_DIRECTORY, TASK_MANAGERS);
        }

        @Override
        public TargetSettings read(Values values) {
            return new LocalProcesses(
                    values.get(JOB_MANAGER_PORT), values.get(WORK_DIRECTORY), values.get(TASK_MANAGERS));
        }

        @Override
        public int rank() {
            return 1;
        }
    }
}
