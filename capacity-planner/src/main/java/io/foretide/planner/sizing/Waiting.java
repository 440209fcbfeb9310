package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.Staying;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Durations;
import java.time.Duration;

/**
 * What becomes of a job whose scale up is asked for a tick later: in each of the {@link Futures}, the present size goes on until that
 * is there, then comes the restart, and then the larger size. Too late is where the load exceeds what the present size carries
 * before, or the lag what is planned with. All times in seconds.
 */
final class Waiting {
    private static final double SHORTEST_STEP = 10;
    private static final double MOST_STEPS = 60;

    /** After the restart, as the lag is largest at its end. */
    private static final double AFTER = 60;

    private final PlannerSettings settings;
    private final Basis basis;
    private final double until;
    private final double restart;
    private final double step;

    private Waiting(PlanInput input, Basis basis) {
        this.settings = input.settings();
        this.basis = basis;
        Duration tick = settings.timing().tick();
        this.restart = Durations.seconds(input.state().learned().restartTime().estimate());
        this.until = Durations.seconds(tick) + Math.max(0, Durations.seconds(basis.leadTime()) - restart);
        this.step = Math.max(SHORTEST_STEP, (until + restart + AFTER) / MOST_STEPS);
    }

    /** What waiting with a scale up to {@code wanted} comes to. */
    static Staying of(PlanInput input, Forecast forecast, Basis basis, int wanted) {
        Waiting waiting = new Waiting(input, basis);
        Futures futures = Futures.of(input, forecast, waiting.until + waiting.restart + AFTER);
        int present = input.state().taskManagers();
        double limit = waiting.settings.tuning().requirement().plannedShareOfSloLag()
                * waiting.settings.objective().sloLagSeconds();
        int late = 0;
        for (int future = 0; future < Futures.COUNT; future++) {
            if (waiting.isTooLate(limit, futures, future, present, wanted)) {
                late++;
            }
        }
        return new Staying(present, Futures.COUNT, late, limit);
    }

    private boolean isTooLate(double limit, Futures futures, int future, int present, int wanted) {
        double backlog = Math.max(basis.lagRecords(), basis.lagSeconds() * basis.demand());
        double carried = present * basis.capacityPerTaskManager();
        for (double time = 0; time < until + restart + AFTER; time += step) {
            double load = futures.load(future, time);
            if (time < until + restart && load > carried) {
                return true;
            }
            double capacity =
                    time < until ? carried : time < until + restart ? 0 : wanted * basis.capacityPerTaskManager();
            backlog = Math.max(0, backlog + step * (load - capacity));
            if (backlog > limit * Math.max(1, load)) {
                return true;
            }
        }
        return false;
    }
}
