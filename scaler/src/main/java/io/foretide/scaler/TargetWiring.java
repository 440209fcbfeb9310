package io.foretide.scaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.config.ForetideConfig;
import io.foretide.scaler.kubernetes.BeforeShrink;
import io.foretide.scaler.kubernetes.CheckpointFirst;
import io.foretide.scaler.kubernetes.ConfigMapMemory;
import io.foretide.scaler.kubernetes.DeletionCost;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.LeaderLease;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.Placeholders;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.kubernetes.ScaledObject;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalProcessesTarget;
import io.foretide.scaler.local.TaskManagerPool;
import io.foretide.scaler.targets.DryRunTarget;
import io.foretide.scaler.targets.RescaleApiTarget;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRestSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires what a configuration scales, and how the replicas of the service agree about it. */
final class TargetWiring {
    private static final Logger log = LoggerFactory.getLogger(TargetWiring.class);

    /** As long as the usual controllers' leases. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** Only a JobManager of ours would use it. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private TargetWiring() {}

    static ScalingTarget target(ForetideConfig config) throws IOException {
        ForetideConfig.Target target = config.target();
        if (target instanceof ForetideConfig.Kubernetes kubernetes) {
            return kubernetes(config, kubernetes);
        }
        if (target instanceof ForetideConfig.RescaleApi api) {
            return new RescaleApiTarget(
                    new FlinkControl(flink(config)),
                    api.mode(),
                    config.planner().slotsPerTaskManager());
        }
        if (target instanceof ForetideConfig.LocalProcesses local) {
            return new LocalProcessesTarget(
                    TaskManagerPool.attachedTo(
                            new LocalFlinkSettings(
                                    Home.path(),
                                    local.workDirectory(),
                                    config.planner().slotsPerTaskManager(),
                                    CHECKPOINT_INTERVAL,
                                    List.of(),
                                    false),
                            local.jobManagerPort()),
                    local.taskManagers(),
                    config.planner().maxTaskManagers());
        }
        Optional<Integer> pretended = ((ForetideConfig.DryRun) target).taskManagers();
        return new DryRunTarget(pretended.isPresent() ? pretended.get() : Math.max(1, registered(config)));
    }

    private static ScalingTarget kubernetes(ForetideConfig config, ForetideConfig.Kubernetes settings) {
        KubernetesClient client = KubernetesAccess.client();
        ScaledObject object = new ScaledObject(client, settings.kind(), settings.namespace(), settings.name());
        try {
            object.scale();
        } catch (IOException e) {
            throw new UserError(UserError.UNREACHABLE, String.valueOf(e.getMessage()));
        }
        FlinkControl flink = new FlinkControl(flink(config));
        BeforeShrink checkpoint = settings.checkpointBeforeShrink() ? new CheckpointFirst(flink) : BeforeShrink.NOTHING;
        BeforeShrink victims =
                settings.deletionCost() ? new DeletionCost(client, settings.namespace(), flink) : BeforeShrink.NOTHING;
        return new KubernetesTarget(client, object, settings.mode(), checkpoint.then(victims), Clock.systemUTC());
    }

    /** Not for a FlinkDeployment: the Pods that Flink's operator makes of it stand in an object of the operator's. */
    static Optional<Placeholders> placeholders(ForetideConfig config, Leadership leadership) {
        if (!(config.target() instanceof ForetideConfig.Kubernetes target)
                || target.placeholders().isEmpty()) {
            return Optional.empty();
        }
        PlaceholderSettings settings = target.placeholders().get();
        if (target.kind() == ScaledKind.FLINK_DEPLOYMENT) {
            if (settings.enabled()) {
                log.warn("target.placeholders: there are none with the type flink-deployment, whose Pods are the"
                        + " operator's to describe");
            }
            return Optional.empty();
        }
        KubernetesClient client = KubernetesAccess.client();
        return Optional.of(new Placeholders(
                client,
                new ScaledObject(client, target.kind(), target.namespace(), target.name()),
                settings,
                new Placeholders.Bounds(target.mode(), config.planner().maxTaskManagers()),
                leadership,
                Clock.systemUTC()));
    }

    static Replication replication(ForetideConfig config, ScalingTarget target) {
        if (config.leader().isEmpty()) {
            return Replication.none();
        }
        LeaderLease.Fence fence =
                target instanceof KubernetesTarget kubernetes ? kubernetes::claim : (token, leads) -> {};
        ForetideConfig.Leader leader = config.leader().get();
        KubernetesClient client = KubernetesAccess.client();
        LeaderLease lease = new LeaderLease(
                client, new LeaderLease.Settings(leader.namespace(), leader.lease(), identity(), LEASE), fence);
        return new Replication(lease, Optional.of(new ConfigMapMemory(client, leader.namespace())), lease::close);
    }

    /** The Pod's name, told apart from the process that had it before. */
    private static String identity() {
        String host = System.getenv().getOrDefault("HOSTNAME", "foretide");
        return host + "-" + Long.toString(ProcessHandle.current().pid(), 36)
                + Long.toString(System.nanoTime() & 0xffffff, 36);
    }

    static FlinkRestSource.Settings flink(ForetideConfig config) {
        return new FlinkRestSource.Settings(
                config.flink().rest(), config.flink().job(), config.job(), 1);
    }

    private static int registered(ForetideConfig config) throws IOException {
        return new FlinkProgress(flink(config))
                .collect(Instant.now())
                .capacity()
                .taskManagers();
    }
}
