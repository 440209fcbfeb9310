package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.PodCount;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.PodSnapshot.Trouble;
import io.foretide.telemetry.Obstacle;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TaskManagers of a standalone Reactive Mode cluster on Kubernetes, through the scale subresource of what runs them.
 *
 * <p>A request carries the resource version it is based on, so nothing that others have changed is overwritten; the object's
 * epoch at its {@link Board} stops a replica of Foretide that no longer leads. Thread-safe.
 */
public final class KubernetesTarget implements ScalingTarget, Fenced {
    private static final Logger log = LoggerFactory.getLogger(KubernetesTarget.class);
    private static final int ATTEMPTS = 3;

    private final KubernetesClient client;
    private final ScaledObject object;
    private final Mode mode;
    private final OtherOwners owners;
    private final PodComparison comparison;
    private final SizeAuthors authors = new SizeAuthors();
    private final BeforeShrink beforeShrink;
    private final Board board;
    private final EpochFence fence;
    private final DecisionNotes notes;
    private final Clock clock;
    private final LogOnChange staying = LogOnChange.warning(log, "a Pod stays after a scale down");
    private @Nullable Obstacle obstacle;

    /**
     * The job whose TaskManagers are scaled.
     *
     * @param flink tells which TaskManagers it has
     * @param beforeShrink prepares a scale down
     * @param board where people ask and the service tells
     * @param clock the job's
     */
    record Job(PodComparison.Flink flink, BeforeShrink beforeShrink, Board board, Clock clock) {}

    /** A target whose Pods are taken for the TaskManagers. */
    public KubernetesTarget(
            KubernetesClient client, ScaledObject object, Mode mode, BeforeShrink beforeShrink, Clock clock) {
        this(
                client,
                object,
                mode,
                new Job(PodComparison.Flink.NOBODY, beforeShrink, new TargetBoard(object, true), clock));
    }

    /**
     * A target that is only looked at.
     *
     * @param by the object that says the job
     */
    public static KubernetesTarget looked(
            KubernetesClient client, ScaledObject object, Mode mode, Optional<JobObject> by) {
        return new KubernetesTarget(
                client,
                object,
                mode,
                new Job(
                        PodComparison.Flink.NOBODY,
                        BeforeShrink.NOTHING,
                        Board.of(client, object, by, true),
                        Clock.systemUTC()));
    }

    /**
     * A target, not asked yet.
     *
     * @param mode what may be done where nobody asks for another
     */
    KubernetesTarget(KubernetesClient client, ScaledObject object, Mode mode, Job job) {
        this.client = client;
        this.object = object;
        this.mode = mode;
        this.owners = new OtherOwners(client, object);
        this.comparison = new PodComparison(job.flink());
        this.beforeShrink = job.beforeShrink();
        this.board = job.board();
        this.fence = new EpochFence(board);
        this.notes = new DecisionNotes(client, object, board);
        this.clock = job.clock();
    }

    @Override
    public TargetSnapshot read() throws IOException {
        Board.Look look = board.look();
        GenericKubernetesResource resource = look.resource();
        Scale scale = look.scale();
        List<Pod> all = object.pods(scale);
        PodSnapshot pods = PodSnapshot.of(all);
        Optional<Obstacle> obstacle = obstacle(resource, scale, all);
        say(pods.stays(replicas(scale)));
        ManualOverrides manual = ManualOverrides.of(look.asked(), mode, clock.instant());
        Optional<Cause> byMode = manual.mode().whyRecommended();
        Optional<Cause> whyRecommended =
                byMode.isPresent() ? byMode : owners.autoscaler().map(Cause.class::cast);
        return new TargetSnapshot(
                replicas(scale),
                whyRecommended,
                fence.fenced(look.epoch())
                        .or(() -> owners.controller(resource))
                        .or(() -> comparison.difference(resource, object.toString(), all))
                        .map(Overrides::holding)
                        .orElse(manual.overrides()),
                Optional.of(pods.count()),
                obstacle,
                authors.of(resource, replicas(scale)),
                version(scale),
                Optional.empty());
    }

    /** Leaves out who else may scale; when an obstacle was first seen is noted all the same. */
    @Override
    public Optional<PodCount> pods() throws IOException {
        Board.Look look = board.look();
        GenericKubernetesResource resource = look.resource();
        Scale scale = look.scale();
        List<Pod> all = object.pods(scale);
        obstacle(resource, scale, all);
        return Optional.of(PodSnapshot.of(all).count());
    }

    @Override
    public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
        try {
            if (taskManagers < seen.taskManagers()) {
                Optional<Cause> unready =
                        beforeShrink.prepare(seen.taskManagers() - taskManagers, object.selector(object.scale()));
                if (unready.isPresent()) {
                    return new Refused(unready.get());
                }
            }
            Optional<Cause> forbidden = board.forbids(fence.epoch());
            return forbidden.isPresent() ? new Refused(forbidden.get()) : write(taskManagers, seen);
        } catch (IOException e) {
            return new Failed(new ControlCause.RequestFailed(String.valueOf(e.getMessage())));
        }
    }

    /** Repeats a conflict only where nothing but the status has changed. */
    private Answer write(int taskManagers, TargetSnapshot seen) throws IOException {
        String version = seen.version();
        for (int attempt = 1; ; attempt++) {
            try {
                object.scaleTo(taskManagers, version);
                return new Applied();
            } catch (Api.ConflictException e) {
                Board.Look now = board.look();
                Optional<Cause> changed = changed(now, seen);
                if (changed.isPresent() || attempt == ATTEMPTS) {
                    return new Refused(
                            changed.orElseGet(() -> new KubernetesCause.KeepsChanging(String.valueOf(e.getMessage()))));
                }
                version = version(now.scale());
            }
        }
    }

    private Optional<Cause> changed(Board.Look now, TargetSnapshot seen) {
        Optional<Cause> fenced = fence.fenced(now.epoch());
        int there = replicas(now.scale());
        return fenced.isPresent() || there == seen.taskManagers()
                ? fenced
                : Optional.of(new KubernetesCause.ReplicasChanged(
                        OtherOwners.lastWriter(now.resource()).orElse("somebody else"), there));
    }

    @Override
    public boolean hasFence() {
        return board.isMarked();
    }

    /**
     * From now on only the holder of {@code token} changes the object: whoever held it before meets a conflict, whatever it
     * had read, and reads on its next tick who leads. Called before every decision; writes only where the object does not bear
     * the token yet.
     *
     * @param leads fails if this replica leads no more; asked after the object was read, and what is then written depends on
     *     what was read: a replica that was stopped in between keeps nobody out
     */
    @Override
    public void claim(String token, Fence.Proof leads) throws IOException {
        fence.claim(token, leads);
    }

    @Override
    public void tell(TickReport report) {
        notes.tell(report);
    }

    @Override
    public void warn(String sentence) {
        notes.warn(sentence);
    }

    private Optional<Obstacle> obstacle(GenericKubernetesResource resource, Scale scale, List<Pod> all)
            throws IOException {
        PodSnapshot pods = PodSnapshot.of(all);
        Optional<Trouble> trouble = Conditions.forbidden(resource).or(pods::trouble);
        boolean isShort = pods.count().existing() < replicas(scale);
        return since(
                trouble.isEmpty() && isShort && object.kind() == ScaledKind.STATEFUL_SET
                        ? UsedUpQuota.of(client, resource)
                        : trouble);
    }

    /** Gives an obstacle the time at which it was first seen. */
    private synchronized Optional<Obstacle> since(Optional<Trouble> trouble) {
        Instant since = obstacle == null ? clock.instant() : obstacle.since();
        obstacle = trouble.map(t -> new Obstacle(t.kind(), t.message(), since)).orElse(null);
        return Optional.ofNullable(obstacle);
    }

    private synchronized void say(Optional<String> stays) {
        stays.ifPresentOrElse(staying::bad, staying::good);
    }

    private static int replicas(Scale scale) {
        return Optional.ofNullable(scale.getSpec())
                .map(spec -> spec.getReplicas())
                .orElse(0);
    }

    private static String version(Scale scale) {
        return scale.getMetadata().getResourceVersion();
    }
}
