package io.foretide.scaler.control;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Follows every rescale to its end and tells what became of it, whenever more is known. Called by the loop's thread. */
public final class OutcomeTracker implements Consumer<TickReport> {
    private final int slotsPerTaskManager;
    private final RescaleFollower follower;
    private final Consumer<DecisionOutcome> listener;
    private final List<Followed> open = new ArrayList<>();
    private final LagTrack lag = new LagTrack();

    /** A tracker that takes the stages of the newest rescale from {@code follower}. */
    public OutcomeTracker(int slotsPerTaskManager, RescaleFollower follower, Consumer<DecisionOutcome> listener) {
        this.slotsPerTaskManager = slotsPerTaskManager;
        this.follower = follower;
        this.listener = listener;
    }

    @Override
    public void accept(TickReport report) {
        double lagSeconds = lag.after(report);
        open.forEach(followed -> followed.see(report, lagSeconds, follower));
        open.removeIf(Followed::isOver);
        if (report.isApplied() && report.decision() instanceof Rescale rescale) {
            open.forEach(Followed::supersede);
            open.removeIf(Followed::isOver);
            open.add(new Followed(report.id(), rescale, oldCapacity(report, rescale), listener));
        }
    }

    /** Tells what is known of the rescales that are still followed: nothing more will come. */
    public void finish() {
        open.forEach(Followed::end);
        open.clear();
    }

    /** Rate of the old slots when busy all the time, records/s. */
    private double oldCapacity(TickReport report, Rescale rescale) {
        double rate = report.state().learned().rate().recordsPerSecondPerSlot().orElse(Double.POSITIVE_INFINITY);
        return rate * slotsPerTaskManager * rescale.fromTaskManagers();
    }
}
