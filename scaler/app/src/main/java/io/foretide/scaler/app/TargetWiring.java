package io.foretide.scaler.app;

import io.foretide.process.Installation;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.control.targets.DryRunTarget;
import io.foretide.scaler.control.targets.RescaleApiTarget;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.KubernetesWiring;
import io.foretide.scaler.kubernetes.Placeholders;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalProcessesTarget;
import io.foretide.scaler.local.TaskManagerPool;
import io.foretide.telemetry.flink.FlinkCluster;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Wires what a configuration scales, and how the replicas of the service agree about it. */
final class TargetWiring {
    /** Only a JobManager of ours would use it. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private final ForetideConfig config;
    private final FlinkRest flink;
    private final Opened opened;
    private final KubernetesWiring onKubernetes;

    TargetWiring(ForetideConfig config, FlinkRest flink, Opened opened) {
        this.config = config;
        this.flink = flink;
        this.opened = opened;
        this.onKubernetes = new KubernetesWiring(opened);
    }

    ScalingTarget target() throws IOException {
        TargetSettings target = config.target();
        if (target instanceof KubernetesSettings kubernetes) {
            return onKubernetes.target(kubernetes, control());
        }
        if (target instanceof ForetideConfig.RescaleApi api) {
            return new RescaleApiTarget(control(), api.mode(), config.planner().slotsPerTaskManager());
        }
        if (target instanceof ForetideConfig.LocalProcesses local) {
            return opened.keep(new LocalProcessesTarget(
                    TaskManagerPool.attachedTo(
                            new LocalFlinkSettings(
                                    Installation.here(),
                                    local.workDirectory(),
                                    config.planner().slotsPerTaskManager(),
                                    CHECKPOINT_INTERVAL,
                                    List.of(),
                                    false),
                            local.jobManagerPort()),
                    local.taskManagers(),
                    config.planner().maxTaskManagers()));
        }
        Optional<Integer> pretended = ((ForetideConfig.DryRun) target).taskManagers();
        return new DryRunTarget(pretended.isPresent() ? pretended.get() : Math.max(1, registered()));
    }

    Optional<Placeholders> placeholders() {
        return config.target() instanceof KubernetesSettings target
                ? onKubernetes.placeholders(target, config.planner().maxTaskManagers())
                : Optional.empty();
    }

    Replication replication(ScalingTarget target) {
        return config.leader()
                .map(leader -> onKubernetes.replication(leader, target))
                .orElseGet(Replication::none);
    }

    private FlinkControl control() {
        return new FlinkControl(flink, config.flink().job());
    }

    private int registered() throws IOException {
        return new FlinkCluster(flink).overview().taskManagers();
    }
}
