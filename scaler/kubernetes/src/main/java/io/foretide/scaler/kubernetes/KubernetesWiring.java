package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Leadership;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a configuration names on Kubernetes. */
public final class KubernetesWiring {
    private static final Logger log = LoggerFactory.getLogger(KubernetesWiring.class);

    /** As long as the usual controllers' leases. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private KubernetesWiring() {}

    /**
     * The object that is scaled.
     *
     * @param flink takes checkpoints and tells which TaskManagers are free, before a scale down
     * @throws UnreachableException if it cannot be read
     */
    public static ScalingTarget target(KubernetesSettings settings, FlinkControl flink) {
        KubernetesClient client = KubernetesAccess.client();
        ScaledObject object = new ScaledObject(client, settings.kind(), settings.namespace(), settings.name());
        try {
            object.scale();
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
        BeforeShrink checkpoint = settings.checkpointBeforeShrink() ? new CheckpointFirst(flink) : BeforeShrink.NOTHING;
        BeforeShrink victims =
                settings.deletionCost() ? new DeletionCost(client, settings.namespace(), flink) : BeforeShrink.NOTHING;
        return new KubernetesTarget(client, object, settings.mode(), checkpoint.then(victims), Clock.systemUTC());
    }

    /**
     * Placeholders for TaskManagers to come, if they are configured. Not for a FlinkDeployment: the Pods that Flink's operator
     * makes of it stand in an object of the operator's.
     */
    public static Optional<Placeholders> placeholders(
            KubernetesSettings target, int maxTaskManagers, Leadership leadership) {
        if (target.placeholders().isEmpty()) {
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
                new Placeholders.Bounds(target.mode(), maxTaskManagers),
                leadership,
                Clock.systemUTC()));
    }

    /** How replicas agree: by a Lease, which raises the fence of {@code target} where it has one. */
    public static Replication replication(LeaderSettings leader, ScalingTarget target) {
        LeaderLease.Fence fence =
                target instanceof KubernetesTarget kubernetes ? kubernetes::claim : (token, leads) -> {};
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
}
