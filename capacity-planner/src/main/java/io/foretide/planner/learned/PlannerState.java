package io.foretide.planner.learned;

import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobTopology;
import io.foretide.text.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that the planner remembers of one job between two decisions. Immutable.
 *
 * @param taskManagers what is asked of the scaling target now
 * @param learned about the job
 * @param history of its rescales
 */
public record PlannerState(int taskManagers, Learned learned, RescaleHistory history) {
    public PlannerState {
        Objects.requireNonNull(learned, "learned");
        Objects.requireNonNull(history, "history");
        Check.that(taskManagers >= 0, "TaskManagers", taskManagers, "0 or more");
    }

    /** The state of a job that is seen for the first time. */
    public static PlannerState initial(int taskManagers, PlannerSettings settings) {
        return new PlannerState(taskManagers, Learned.startingFrom(settings), RescaleHistory.none());
    }

    /** The same memory for a target that somebody else has asked for another number. */
    public PlannerState withTaskManagers(int actual) {
        return actual == taskManagers ? this : new PlannerState(actual, learned, history.interrupted());
    }

    /** The same memory after somebody else has set the target to another number, which is then left alone for a while. */
    public PlannerState changedByOthers(int actual, SizeAuthor by, Instant now) {
        return actual == taskManagers ? this : new PlannerState(actual, learned, history.changed(by, actual, now));
    }

    /** This memory after a rescale that the target refused: as if it had not been decided. */
    public PlannerState refused(PlannerState before) {
        return new PlannerState(before.taskManagers, learned, before.history);
    }

    /** This memory after a rescale that need not show a gain. */
    public PlannerState rescaled(Instant now, int to) {
        return rescaled(now, to, Optional.empty());
    }

    /**
     * This memory after a rescale.
     *
     * @param saturatedAt what the job processes now, records/s, if it is all that it can
     */
    public PlannerState rescaled(Instant now, int to, Optional<Double> saturatedAt) {
        return new PlannerState(to, learned, history.rescaled(new Rescaled(now, taskManagers, to, saturatedAt)));
    }

    /** The shape that a rescale gives a job: none of its own after a size that was too small. */
    public JobTopology shape(JobTopology present, PlannerSettings settings) {
        GroupNeeds needs = history.isTooSmall() ? GroupNeeds.UNKNOWN : learned.groupNeeds();
        return needs.shape(present, settings.tuning().learning().needs());
    }

    /** This memory after the clock was set by {@code jump}: what it remembers lies as long ago as before. */
    public PlannerState clockSet(Duration jump) {
        UnaryOperator<Instant> clock = time -> time.plus(jump);
        return jump.isZero() ? this : new PlannerState(taskManagers, learned.timed(clock), history.clockSet(clock));
    }

    /** This memory for a clock that shows {@code now}: what another clock wrote of later than that happens now. */
    public PlannerState notAfter(Instant now) {
        UnaryOperator<Instant> clock = time -> time.isAfter(now) ? now : time;
        return new PlannerState(taskManagers, learned.timed(clock), history.notAfter(now, clock));
    }

    /** This memory with another history. */
    public PlannerState withHistory(RescaleHistory changed) {
        return new PlannerState(taskManagers, learned, changed);
    }

    /** This memory after one more need, which the typical day learns from. */
    public PlannerState withNeed(double recordsPerSecond, LearningSettings settings, Instant now) {
        return new PlannerState(taskManagers, learned.withNeed(recordsPerSecond, settings.day(), now), history);
    }
}
