package io.foretide.scaler.control.targets;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.learned.SizeAuthor;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.Obstacle;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.JobResources;
import io.foretide.telemetry.flink.VertexBounds;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A job whose adaptive scheduler is not in Reactive Mode: its resource requirements say how many slots it takes. No more is
 * asked for than a cluster of fixed size has for the job, or than its vertices can use; no less than their lower bounds take.
 * Thread-safe.
 */
public final class RescaleApiTarget implements ScalingTarget {
    private static final Logger log = LoggerFactory.getLogger(RescaleApiTarget.class);

    private final FlinkControl flink;
    private final RescaleApi settings;
    private final int slotsPerTaskManager;
    private final int maxTaskManagers;
    private final Clock clock = Clock.systemUTC();
    private final LogOnChange limited = LogOnChange.warning(log, "not all TaskManagers that are allowed can be had");
    private final LogOnChange held =
            new LogOnChange(log, Level.INFO, "some TaskManagers are taken whatever the load", null);

    /** Vertices that were ever left alone: once the others have their parallelism, nothing else tells them. */
    private final Map<String, Integer> left = new HashMap<>();

    /** Vertices of groups that were given fewer slots than others, and how many. */
    private final Map<String, Integer> apart = new HashMap<>();

    /** Upper bounds of a request that failed on its way: some of them may count. */
    private final Map<String, Integer> attempted = new HashMap<>();

    private boolean reminded;

    private boolean remindedOfApart;

    private @Nullable Instant shortSince;

    public RescaleApiTarget(FlinkControl flink, RescaleApi settings, int slotsPerTaskManager, int maxTaskManagers) {
        this.flink = flink;
        this.settings = settings;
        this.slotsPerTaskManager = slotsPerTaskManager;
        this.maxTaskManagers = maxTaskManagers;
    }

    @Override
    public synchronized TargetSnapshot read() throws IOException {
        JobSize size = size();
        Optional<Cause> tooMany = size.tooMany(maxTaskManagers);
        tooMany.ifPresentOrElse(why -> limited.bad(why.sentence()), limited::good);
        size.noFewer().ifPresentOrElse(why -> held.bad(why.sentence()), held::good);
        return new TargetSnapshot(
                size.taskManagers(),
                settings.mode().whyRecommended(),
                bounds(size, tooMany),
                Optional.empty(),
                obstacle(size),
                SizeAuthor.hand("somebody else"),
                "",
                Optional.of(size.vertices().shape()));
    }

    private JobSize size() throws IOException {
        JobResources resources = flink.resources();
        resources.vertices().stream()
                .filter(vertex -> VertexSizes.isStillAt(attempted, vertex))
                .forEach(vertex -> apart.put(vertex.id(), vertex.upperBound()));
        VertexSizes vertices = VertexSizes.of(resources.vertices(), settings.leave(), left, apart);
        left.clear(); // of those that somebody has changed since
        left.putAll(vertices.kept(settings.leave()));
        apart.keySet().retainAll(vertices.ours(apart));
        return new JobSize(vertices, resources.room(), slotsPerTaskManager);
    }

    @Override
    public synchronized Map<String, Integer> kept() {
        return Map.copyOf(left);
    }

    @Override
    public synchronized void keep(Map<String, Integer> parallelism) {
        if (!reminded) {
            parallelism.forEach(left::putIfAbsent);
            reminded = true;
        }
    }

    @Override
    public synchronized Map<String, Integer> apart() {
        return Map.copyOf(apart);
    }

    @Override
    public synchronized void keepApart(Map<String, Integer> parallelism) {
        if (!remindedOfApart) {
            parallelism.forEach(apart::putIfAbsent);
            remindedOfApart = true;
        }
    }

    private static Overrides bounds(JobSize size, Optional<Cause> tooMany) {
        return new Overrides(
                Optional.empty(),
                false,
                false,
                OptionalInt.empty(),
                OptionalInt.of(size.fewest()),
                OptionalInt.of(size.most()),
                Optional.empty(),
                tooMany);
    }

    /** Slots that were there when they were asked for may have become another job's. */
    private Optional<Obstacle> obstacle(JobSize size) {
        Optional<Cause> why = size.tooMany(size.taskManagers());
        shortSince = why.isEmpty() ? null : shortSince == null ? clock.instant() : shortSince;
        return why.map(cause ->
                new Obstacle(Obstacle.Kind.UNSCHEDULABLE, cause.sentence(), Objects.requireNonNull(shortSince)));
    }

    @Override
    public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
        return scaleTo(taskManagers, JobTopology.PLAIN, seen);
    }

    @Override
    public synchronized Answer scaleTo(int taskManagers, JobTopology asked, TargetSnapshot seen) {
        try {
            JobSize size = size();
            if (size.taskManagers() != seen.taskManagers()) {
                return new Refused(new ControlCause.ParallelismChanged(size.taskManagers()));
            }
            Optional<Cause> tooMany =
                    taskManagers > size.taskManagers() ? size.tooMany(taskManagers) : Optional.empty();
            if (tooMany.isPresent()) {
                return new Refused(tooMany.get());
            }
            VertexSizes now = size.vertices();
            JobTopology shape = now.shape().withSharesOf(asked);
            List<VertexBounds> wanted = now.at(taskManagers * slotsPerTaskManager, shape);
            if (taskManagers < size.fewest() && wanted.equals(size.vertices().vertices())) {
                return new Refused(size.noFewer().orElseThrow());
            }
            attempted.clear();
            wanted.forEach(vertex -> attempted.put(vertex.id(), vertex.upperBound()));
            flink.setBounds(wanted);
            attempted.clear();
            apart.clear();
            apart.putAll(now.apart(wanted));
            tellApart(wanted);
            return new Applied();
        } catch (IOException e) {
            return new Failed(new ControlCause.RequestFailed(String.valueOf(e.getMessage())));
        }
    }

    private void tellApart(List<VertexBounds> wanted) {
        if (!apart.isEmpty()) {
            log.info(
                    "vertices get slots by their need: {}",
                    wanted.stream()
                            .map(vertex -> "'" + vertex.name() + "' " + vertex.upperBound())
                            .collect(Collectors.joining(", ")));
        }
    }
}
