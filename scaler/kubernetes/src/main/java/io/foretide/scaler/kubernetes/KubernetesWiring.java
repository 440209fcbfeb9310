package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.Reserve;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a configuration names on Kubernetes, all of a process with one client for each context. Not thread-safe. */
public final class KubernetesWiring {
    private static final Logger log = LoggerFactory.getLogger(KubernetesWiring.class);

    /** As long as the usual controllers' leases. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final Function<Optional<String>, KubernetesClient> connect;
    private final Opened opened;

    /** The wiring of all that {@code opened} owns on Kubernetes. */
    public static KubernetesWiring of(Opened opened) {
        return opened.once(KubernetesWiring.class, () -> new KubernetesWiring(opened));
    }

    /**
     * Wiring that connects as {@link KubernetesAccess#client(Optional)} does, once something is opened.
     *
     * @param opened owns the client and all that is opened
     */
    private KubernetesWiring(Opened opened) {
        this(KubernetesAccess::client, opened);
    }

    KubernetesWiring(Function<Optional<String>, KubernetesClient> connect, Opened opened) {
        this.connect = connect;
        this.opened = opened;
    }

    /**
     * The object that is scaled.
     *
     * @param flink tells which TaskManagers it has and which are free, and takes checkpoints before a scale down
     * @param by the object that says the job: there people ask, and it is written who leads
     * @throws UnreachableException if it cannot be read
     */
    public ScalingTarget target(KubernetesSettings settings, FlinkControl flink, Optional<JobObject> by) {
        ScaledObject object = object(settings);
        Board board = Board.of(client(settings.context()), object, by, settings.annotate());
        try {
            board.look();
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
        BeforeShrink checkpoint = settings.checkpointBeforeShrink() ? new CheckpointFirst(flink) : BeforeShrink.NOTHING;
        BeforeShrink victims = settings.choosesVictims()
                ? new DeletionCost(client(settings.context()), settings.namespace(), flink)
                : BeforeShrink.NOTHING;
        return new KubernetesTarget(
                client(settings.context()),
                object,
                settings.mode(),
                new KubernetesTarget.Job(
                        settings.comparePods() ? flink::registered : PodComparison.Flink.NOBODY,
                        checkpoint.then(victims),
                        board,
                        Clock.systemUTC()));
    }

    /** A target that is no object of Kubernetes, with what people ask for in the object that says the job. */
    public ScalingTarget asked(ScalingTarget target, JobObject by) {
        return target instanceof KubernetesTarget
                ? target
                : new AskedTarget(target, new AskingObject(client(by.context()), by), Clock.systemUTC());
    }

    /** Placeholders for TaskManagers to come, if they are configured. */
    public Optional<Reserve> placeholders(KubernetesSettings target, int maxTaskManagers) {
        if (target.placeholders().isEmpty()) {
            return Optional.empty();
        }
        PlaceholderSettings settings = target.placeholders().get();
        if (!target.annotate()) {
            if (settings.enabled()) {
                log.warn(
                        "target.placeholders: there are none without target.annotate, nor for a job of an object, as an"
                                + " annotation tells which replica leads");
            }
            return Optional.empty();
        }
        return Optional.of(opened.keep(new Placeholders(
                client(target.context()),
                object(target),
                settings,
                new Placeholders.Bounds(target.mode(), maxTaskManagers),
                Clock.systemUTC())));
    }

    /**
     * How replicas agree: by a Lease, which raises the fence of {@code target} where it has one. Where nothing is annotated the
     * memory alone keeps others out. The Lease is where the service runs, wherever the target is.
     */
    public Replication replication(LeaderSettings leader, ScalingTarget target) {
        LeaderLease lease = opened.keep(new LeaderLease(
                client(Optional.empty()),
                new LeaderLease.Settings(leader.namespace(), leader.lease(), identity(), LEASE),
                fence(target)));
        return new Replication(lease, Optional.of(memory(leader)));
    }

    /** The fence that an object of Kubernetes bears, if {@code target} is one that may be annotated. */
    public static Fence fence(ScalingTarget target) {
        return target instanceof Fenced fenced && fenced.hasFence() ? fenced::claim : Fence.NONE;
    }

    /** The planner's memory that replicas share. */
    public PlannerMemory memory(LeaderSettings leader) {
        return new ConfigMapMemory(client(Optional.empty()), leader.namespace());
    }

    /** The clients of all jobs. */
    private static final class Connections {
        private final Map<Optional<String>, Connection> byContext = new ConcurrentHashMap<>();

        Connection of(Optional<String> context) {
            return byContext.computeIfAbsent(context, unused -> new Connection());
        }
    }

    /** One of them: whoever makes it, which may take a program that logs in, delays no other. */
    private static final class Connection {
        private @Nullable KubernetesClient client;

        synchronized KubernetesClient client(Supplier<KubernetesClient> connect) {
            KubernetesClient made = client;
            if (made == null) {
                made = connect.get();
                client = made;
            }
            return made;
        }
    }

    private ScaledObject object(KubernetesSettings target) {
        return new ScaledObject(client(target.context()), target.kind(), target.namespace(), target.name());
    }

    private KubernetesClient client(Optional<String> context) {
        Opened common = opened.common();
        return common.once(Connections.class, Connections::new)
                .of(context)
                .client(() -> common.keep(connect.apply(context)));
    }

    /** The Pod's name, told apart from the process that had it before. */
    private static String identity() {
        String host = System.getenv().getOrDefault("HOSTNAME", "foretide");
        return host + "-" + Long.toString(ProcessHandle.current().pid(), 36)
                + Long.toString(System.nanoTime() & 0xffffff, 36);
    }
}
