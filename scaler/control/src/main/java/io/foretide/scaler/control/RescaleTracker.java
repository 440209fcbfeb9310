package io.foretide.scaler.control;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.Obstacle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Tracks every rescale to its end: times the stages of the newest, on every tick and every second while it is under way, and
 * tells what became of each whenever more is known. {@link #underWaySince} and {@link #observe} are called by any thread, all else
 * by the loop's.
 */
public final class RescaleTracker implements Consumer<TickReport> {
    private final PlannerSettings settings;
    private final int slotsPerTaskManager;
    private final Consumer<DecisionOutcome> listener;
    private final RescaleStages stages;
    private final List<RescaleUnderWay> open = new ArrayList<>();
    private LagTrack lag;

    /** A tracker that tells {@code listener} what becomes of rescales. */
    public RescaleTracker(PlannerSettings settings, Consumer<DecisionOutcome> listener) {
        this.settings = settings;
        this.slotsPerTaskManager = settings.slotsPerTaskManager();
        this.lag = new LagTrack(settings::lagSeconds);
        this.listener = listener;
        this.stages = new RescaleStages(slotsPerTaskManager);
    }

    /**
     * The target has taken {@code applied}: its stages are timed from now on, and no longer those of the one before.
     *
     * @param shape that was asked for, if the target sizes groups apart
     */
    void begin(Rescale applied, Optional<JobTopology> shape) {
        stages.begin(applied, shape);
    }

    /** When the rescale was decided of which there are stages still to come. */
    public Optional<Instant> underWaySince() {
        return stages.underWaySince();
    }

    /** The job and, where there are any, the Pods, as they are now. */
    public void observe(JobSnapshot snapshot, Optional<PodCount> pods) {
        stages.observe(snapshot, pods);
    }

    /**
     * {@code health} with what is known of the newest rescale, for the planner to learn from.
     *
     * @param held TaskManagers for which room is held, if somebody holds any
     */
    JobHealth health(JobHealth health, Optional<Obstacle> obstacle, OptionalInt held) {
        return stages.health(health, obstacle, held);
    }

    @Override
    public void accept(TickReport report) {
        double lagSeconds = lag.after(report);
        open.forEach(rescale -> rescale.observe(report, lagSeconds, stages));
        open.removeIf(RescaleUnderWay::isOver);
        if (report.isApplied() && report.decision() instanceof Rescale rescale) {
            open.forEach(RescaleUnderWay::supersede);
            open.removeIf(RescaleUnderWay::isOver);
            open.add(new RescaleUnderWay(report.id(), rescale, oldCapacity(report, rescale), listener));
        }
    }

    /** The job's clock was set: nothing that began before can be timed any more. */
    void clockSet() {
        finish();
        stages.forget();
        lag = new LagTrack(settings::lagSeconds);
    }

    /** Tells what is known of the rescales that are still tracked: nothing more will come. */
    public void finish() {
        open.forEach(RescaleUnderWay::end);
        open.clear();
    }

    /** Rate of the old slots when busy all the time, records/s. */
    private double oldCapacity(TickReport report, Rescale rescale) {
        double rate = report.state().learned().rate().recordsPerSecondPerSlot().orElse(Double.POSITIVE_INFINITY);
        return rate * report.snapshot().topology().worthOf(slotsPerTaskManager * rescale.fromTaskManagers());
    }
}
