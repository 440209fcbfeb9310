package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.sizing.EventFactors;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link CapacityPlanner#decide} will decide if the load comes as the median of the forecast, is kept up with, and every
 * rescale takes the learned lead time: the very function, asked tick by tick. Beyond the forecast its last step counts. Pure.
 */
final class AheadOfLoad {
    /** Ticks are asked for no more often: forecasts are of minutes. */
    private static final Duration SHORTEST_STEP = Duration.ofMinutes(1);

    private static final Freshness FRESH = new Freshness(new Freshness.Age.Known(0), new Freshness.Age.Known(0));

    private final PlanInput input;
    private final Forecast forecast;
    private final JobMetrics metrics;
    private final EventFactors events;

    private AheadOfLoad(PlanInput input, Forecast forecast, JobMetrics metrics) {
        this.input = input;
        this.forecast = forecast;
        this.metrics = metrics;
        this.events = new EventFactors(input.settings().rules().events(), forecast);
    }

    /** The sizes after {@code outcome}, which was decided on {@code input}; none if it was not decided by a forecast. */
    static SizesAhead sizes(CapacityPlanner planner, PlanInput input, Outcome outcome) {
        boolean foreseen = outcome.decision()
                .basis()
                .filter(basis -> basis.forecastPeak().isPresent())
                .isPresent();
        return foreseen
                ? new AheadOfLoad(
                                input,
                                input.forecast().orElseThrow(),
                                input.snapshot().metrics().orElseThrow())
                        .sizes(planner, outcome.state())
                : SizesAhead.NONE;
    }

    private SizesAhead sizes(CapacityPlanner planner, PlannerState after) {
        Duration step = Durations.max(input.settings().timing().tick(), SHORTEST_STEP);
        List<SizeAt> sizes = new ArrayList<>(List.of(new SizeAt(input.now(), after.taskManagers())));
        PlannerState state = after;
        for (Duration ahead = step; ahead.compareTo(SizesAhead.REACH) <= 0; ahead = ahead.plus(step)) {
            int before = state.taskManagers();
            state = planner.decide(at(ahead, state)).state();
            if (state.taskManagers() != before) {
                sizes.add(new SizeAt(input.now().plus(ahead), state.taskManagers()));
            }
        }
        return new SizesAhead(sizes);
    }

    private PlanInput at(Duration ahead, PlannerState state) {
        Instant now = input.now().plus(ahead);
        Forecast then = forecast(ahead);
        double demand = then.path(0.5).at(then.stepAt(now));
        return new PlanInput(
                state,
                snapshot(state, demand, now),
                Optional.of(then),
                input.overrides(),
                input.settings(),
                now,
                input.allowance().map(Allowance::withoutWait));
    }

    /** The forecast as one of later will be if it expects the same, knowing of the events that have begun. */
    private Forecast forecast(Duration ahead) {
        int passed = (int) (ahead.toMillis() / forecast.horizon().step().toMillis());
        int last = forecast.horizon().steps() - 1;
        double factor = events.at(forecast.origin().plus(ahead));
        List<Forecast.Path> paths = new ArrayList<>();
        for (Forecast.Path path : forecast.paths()) {
            double[] values = new double[last + 1];
            double most = 0;
            for (int i = 0; i <= last; i++) {
                values[i] = path.at(Math.min(last, i + passed)) * factor;
                most = Math.max(most, values[i]);
            }
            paths.add(Forecast.Path.of(path.level(), values, most));
        }
        return new Forecast(
                forecast.origin().plus(ahead), forecast.horizon(), paths, forecast.model(), forecast.note());
    }

    private JobSnapshot snapshot(PlannerState state, double demand, Instant now) {
        PlannerSettings settings = input.settings();
        JobSnapshot seen = input.snapshot();
        Duration lead = state.learned().leadTime().estimate();
        Optional<Instant> ranAt =
                state.history().pending().map(rescaled -> rescaled.at().plus(lead));
        int taskManagers = state.history()
                .pending()
                .filter(rescaled -> now.isBefore(rescaled.at().plus(lead)))
                .map(Rescaled::fromTaskManagers)
                .orElse(state.taskManagers());
        int slots = taskManagers * settings.slotsPerTaskManager();
        int parallelism = seen.topology().subtasksOn(slots);
        double can = state.learned().rate().recordsPerSecondPerSlot().orElse(0) * parallelism;
        double processed = Math.min(demand, can);
        return new JobSnapshot(
                seen.job(),
                now,
                JobStatus.RUNNING,
                new Capacity(taskManagers, slots, parallelism),
                Optional.of(metrics(demand, processed, can > 0 ? processed / can : 1)),
                new JobHealth(
                        Optional.empty(),
                        seen.health().checkpointsFail(),
                        true,
                        ranAt,
                        Optional.empty(),
                        seen.health().room()),
                seen.topology(),
                Optional.empty(),
                seen.taskManagers());
    }

    /** Nothing is learned of the rate from what did not happen. */
    private JobMetrics metrics(double demand, double processed, double busy) {
        return new JobMetrics(
                processed,
                processed,
                busy,
                0,
                0,
                demand,
                0,
                0,
                metrics.hotSubtask(),
                metrics.sourcesWithoutLag(),
                FRESH,
                metrics.capped(),
                Map.of());
    }
}
