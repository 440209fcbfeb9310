package io.foretide.scaler.control;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Obstacle;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times the stages of the newest rescale, by the clock of whoever looks: on every tick, and every second while a rescale is
 * under way. Thread-safe.
 */
public final class RescaleFollower {
    private static final Duration GIVEN_UP = Duration.ofHours(1);

    private final int slotsPerTaskManager;
    private final Map<RescaleStage, Instant> reached = new EnumMap<>(RescaleStage.class);
    private @Nullable Rescale rescale;
    private @Nullable Instant stoppedAt;
    private @Nullable Instant lastLook;

    public RescaleFollower(int slotsPerTaskManager) {
        this.slotsPerTaskManager = slotsPerTaskManager;
    }

    /** Follows {@code applied} from now on, and no longer what came before. */
    public synchronized void begin(Rescale applied) {
        rescale = applied;
        reached.clear();
        stoppedAt = null;
        lastLook = applied.at();
    }

    /** Whether there are stages still to come. */
    public synchronized boolean isUnderWay() {
        return rescale != null
                && lastLook != null
                && !reached.containsKey(RescaleStage.CHECKPOINT)
                && Durations.isShorter(Duration.between(rescale.at(), lastLook), GIVEN_UP);
    }

    /** One look at the job and, where there are any, the Pods. */
    public synchronized void see(JobSnapshot snapshot, Optional<PodCount> pods) {
        if (rescale == null || snapshot.time().isBefore(rescale.at())) {
            return;
        }
        Instant now = snapshot.time();
        lastLook = now;
        int wanted = rescale.toTaskManagers();
        pods.ifPresent(count -> {
            note(RescaleStage.PODS, enough(count.existing(), wanted), now);
            note(RescaleStage.SCHEDULED, enough(count.scheduled(), wanted), now);
        });
        if (snapshot.status() == JobStatus.UNKNOWN) {
            return;
        }
        int slots = wanted * slotsPerTaskManager;
        note(RescaleStage.REGISTERED, enough(snapshot.capacity().taskManagers(), wanted), now);
        note(RescaleStage.SLOTS, enough(snapshot.capacity().slots(), slots), now);
        boolean runs = snapshot.status() == JobStatus.RUNNING;
        if (!runs && stoppedAt == null && !reached.containsKey(RescaleStage.RUNNING)) {
            stoppedAt = now;
        }
        note(RescaleStage.RUNNING, runs && snapshot.capacity().parallelism() == slots, now);
        note(
                RescaleStage.CHECKPOINT,
                reached.containsKey(RescaleStage.RUNNING) && snapshot.health().checkpointed(),
                now);
    }

    /** When {@code asked} reached which stage, as far as it was followed; nothing new once another rescale is. */
    public synchronized Map<RescaleStage, Instant> stages(Rescale asked) {
        return asked.equals(rescale) ? Map.copyOf(reached) : Map.of();
    }

    /** Observations of the rescales, for the planner to learn from. */
    public synchronized JobHealth add(JobHealth health, Optional<Obstacle> obstacle) {
        Instant ranAt = reached.get(RescaleStage.RUNNING);
        Optional<Duration> restart =
                ranAt == null || stoppedAt == null ? Optional.empty() : Optional.of(Duration.between(stoppedAt, ranAt));
        return health.with(restart, Optional.ofNullable(ranAt), obstacle);
    }

    private boolean enough(int have, int wanted) {
        return rescale != null && (rescale.isUp() ? have >= wanted : have <= wanted);
    }

    private void note(RescaleStage stage, boolean there, Instant now) {
        if (there) {
            reached.putIfAbsent(stage, now);
        }
    }
}
