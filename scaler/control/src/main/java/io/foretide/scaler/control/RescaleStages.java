package io.foretide.scaler.control;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.Obstacle;
import io.foretide.telemetry.Room;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Stages of the newest rescale, timed by the clock of whoever observes. Thread-safe. */
final class RescaleStages {
    /** Kubernetes takes a second or two, some more where a placeholder has to go first; no node comes as fast. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    private static final Duration MAX_RESCALE_TIME = Duration.ofHours(1);

    private final int slotsPerTaskManager;
    private final Map<RescaleStage, Instant> reached = new EnumMap<>(RescaleStage.class);
    private @Nullable Rescale rescale;
    private Optional<JobTopology> shape = Optional.empty();
    private @Nullable Instant stoppedAt;
    private @Nullable Instant lastObserved;
    /** Whether Flink was not seen before the job ran again: how long that took is no matter of the rescale alone. */
    private boolean unseen;

    RescaleStages(int slotsPerTaskManager) {
        this.slotsPerTaskManager = slotsPerTaskManager;
    }

    /** Times {@code applied}, in a shape other than what the job itself tells, from now on, and no longer what came before. */
    synchronized void begin(Rescale applied, Optional<JobTopology> asked) {
        rescale = applied;
        shape = asked;
        reached.clear();
        stoppedAt = null;
        unseen = false;
        lastObserved = applied.at();
    }

    /** Times nothing any more. */
    synchronized void forget() {
        rescale = null;
        reached.clear();
        stoppedAt = null;
    }

    /** When the rescale was decided of which there are stages still to come. */
    synchronized Optional<Instant> underWaySince() {
        return rescale != null
                        && lastObserved != null
                        && !reached.containsKey(RescaleStage.CHECKPOINT)
                        && Durations.isShorter(Duration.between(rescale.at(), lastObserved), MAX_RESCALE_TIME)
                ? Optional.of(rescale.at())
                : Optional.empty();
    }

    /** The job and, where there are any, the Pods, as they are now. */
    synchronized void observe(JobSnapshot snapshot, Optional<PodCount> pods) {
        if (rescale == null || snapshot.time().isBefore(rescale.at())) {
            return;
        }
        Instant now = snapshot.time();
        lastObserved = now;
        int wanted = rescale.toTaskManagers();
        pods.ifPresent(count -> {
            note(RescaleStage.PODS, enough(count.existing(), wanted), now);
            note(RescaleStage.SCHEDULED, enough(count.scheduled(), wanted), now);
        });
        if (snapshot.status() == JobStatus.UNKNOWN) {
            unseen = unseen || !reached.containsKey(RescaleStage.RUNNING);
            return;
        }
        int slots = wanted * slotsPerTaskManager;
        note(RescaleStage.REGISTERED, enough(snapshot.capacity().taskManagers(), wanted), now);
        note(RescaleStage.SLOTS, enough(snapshot.capacity().slots(), slots), now);
        boolean runs = snapshot.status() == JobStatus.RUNNING;
        if (!runs && stoppedAt == null && !reached.containsKey(RescaleStage.RUNNING)) {
            stoppedAt = now;
        }
        note(
                RescaleStage.RUNNING,
                runs
                        && snapshot.capacity().parallelism()
                                == shape.orElse(snapshot.topology()).subtasksOn(slots),
                now);
        note(
                RescaleStage.CHECKPOINT,
                reached.containsKey(RescaleStage.RUNNING) && snapshot.health().checkpointed(),
                now);
    }

    /** When {@code applied} reached which stage, as far as it was observed; nothing new once another rescale is. */
    synchronized Map<RescaleStage, Instant> of(Rescale applied) {
        return applied.equals(rescale) ? Map.copyOf(reached) : Map.of();
    }

    /** {@code health} with what is known of the rescale, for the planner to learn from. */
    synchronized JobHealth health(JobHealth health, Optional<Obstacle> obstacle, OptionalInt held) {
        Instant ranAt = reached.get(RescaleStage.RUNNING);
        Optional<Duration> restart = ranAt == null || stoppedAt == null || unseen
                ? Optional.empty()
                : Optional.of(Duration.between(stoppedAt, ranAt));
        return health.with(restart, Optional.ofNullable(ranAt), obstacle, new Room(foundRoom(), held));
    }

    private Optional<Boolean> foundRoom() {
        Instant created = reached.get(RescaleStage.PODS);
        Instant scheduled = reached.get(RescaleStage.SCHEDULED);
        return created == null || scheduled == null
                ? Optional.empty()
                : Optional.of(!Durations.isLonger(Duration.between(created, scheduled), AT_ONCE));
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
