package io.foretide.scaler.app.compatibility;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.targets.RescaleApi;
import io.foretide.scaler.control.targets.RescaleApiTarget;
import io.foretide.scaler.local.ClusterMode;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalProcessesTarget;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a job runs, and what scales it. */
enum Place {
    /** Reactive Mode; TaskManager processes come and go. */
    REACTIVE(ClusterMode.REACTIVE, 0),
    /** As above; after a while no checkpoint can be written any more. */
    FAILING_CHECKPOINTS(ClusterMode.REACTIVE, 0),
    /** As many TaskManagers as allowed, of which the job takes a part by its resource requirements. */
    ADAPTIVE(ClusterMode.APPLICATION, 4),
    /** Three TaskManagers, one of which another job takes. */
    SESSION(ClusterMode.SESSION, 3);

    private static final int CHECKPOINTS_FAIL_FROM = 4;

    private final ClusterMode mode;
    private final int taskManagers;

    Place(ClusterMode mode, int taskManagers) {
        this.mode = mode;
        this.taskManagers = taskManagers;
    }

    ClusterMode mode() {
        return mode;
    }

    /** What scales the job, from {@code initial} TaskManagers on. */
    ScalingTarget target(LocalFlink cluster, PlannerSettings planner, int initial, Opened opened)
            throws IOException, InterruptedException {
        if (taskManagers == 0) {
            return opened.keep(new LocalProcessesTarget(
                    cluster.taskManagers(), initial, planner.sizes().maxTaskManagers()));
        }
        if (mode == ClusterMode.SESSION) {
            cluster.submit(Trial.MAIN, List.of("--shape", "generated", "--service-micros", "1000"));
        }
        cluster.taskManagers().add(taskManagers);
        return new RescaleApiTarget(
                new FlinkControl(FlinkRest.at(cluster.restAddress()), Optional.of(cluster.jobId())),
                new RescaleApi(Mode.AUTO, List.of()),
                planner.sizes().slotsPerTaskManager(),
                planner.sizes().maxTaskManagers());
    }

    /** Before a tick, the first of which is 1; {@code flink} is the cluster's folder. */
    void beforeTick(int tick, Path flink) throws IOException {
        if (this == FAILING_CHECKPOINTS && tick == CHECKPOINTS_FAIL_FROM) {
            for (Path job : list(flink.resolve("checkpoints"))) {
                try (Stream<Path> all = Files.walk(job)) {
                    for (Path old : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(old);
                    }
                }
                Files.createFile(job); // no folder can be made in a file
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
