package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.RescaleHistory.Proposed;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy.TargetTracking;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * The loads that {@link TargetTracking} asks slots for, all in records/s.
 *
 * @param strategy its numbers
 * @param level present demand
 * @param soon what is forecast for the time until a size that is asked for now counts, or the present demand if that is more
 * @param ahead what a scale up prepares for
 * @param up what a scale up brings slots for
 * @param down what a scale down leaves slots for
 * @param peak the forecast's share of {@code up}, where there is a forecast
 */
record Tracked(
        TargetTracking strategy,
        double level,
        double soon,
        double ahead,
        double up,
        double down,
        Optional<Double> peak) {
    /** Forecasts of less than this above the capacity are no reason to scale up. */
    private static final double WORTH_PREPARING = 0.98;

    static Tracked of(TargetTracking strategy, PlanInput input) {
        PlannerSettings settings = input.settings();
        JobMetrics metrics = input.snapshot().metrics().orElseThrow();
        double level = input.state().learned().demand().level(settings);
        double backlog = settings.recordsToWorkOff(metrics);
        double present = level * strategy.headroom() + backlog / Durations.seconds(strategy.catchUp());
        double ahead = forecast(strategy, input, strategy.upAhead());
        double up = Math.max(present, ahead);
        double down = Math.max(
                Math.max(up, level * strategy.downHeadroom()), forecast(strategy, input, strategy.downAhead()));
        double soon = Math.max(level, forecast(strategy, input, input.leadTime()));
        return new Tracked(
                strategy, level, soon, ahead, up, down, input.forecast().map(forecast -> ahead));
    }

    private static double forecast(TargetTracking strategy, PlanInput input, Duration ahead) {
        Optional<Forecast> forecast = input.forecast();
        return forecast.isEmpty() || strategy.forecastFactor() == 0
                ? 0
                : strategy.forecastFactor()
                        * forecast.get()
                                .peak(
                                        strategy.quantile(),
                                        input.now(),
                                        input.now().plus(ahead));
    }

    /** The size to ask for. */
    int size(PlanContext context) {
        int current = context.state().taskManagers();
        int wanted = context.wholeTaskManagersFor(up);
        if (wanted > current) {
            return isShort(current, context) ? wanted : current;
        }
        int left = lasting(context);
        for (Proposed before : context.state().history().proposed()) {
            left = Math.max(left, before.taskManagers());
        }
        return left <= current - Math.max(1, strategy.leastStepDown() * current) && mayShrink(context) ? left : current;
    }

    /** The size that a scale down leaves now, and no smaller one for the stabilization window. */
    int lasting(PlanContext context) {
        return context.wholeTaskManagersFor(down);
    }

    private boolean mayShrink(PlanContext context) {
        return context.state()
                .history()
                .last()
                .filter(last -> context.now().isBefore(last.at().plus(strategy.downCooldown())))
                .isEmpty();
    }

    private boolean isShort(int current, PlanContext context) {
        double lag = strategy.toleratedLag() * context.settings().objective().sloLagSeconds();
        return isBeyond(strategy.toleratedOverload(), soon, current, context)
                || isBeyond(strategy.toleratedOverload() / WORTH_PREPARING, ahead, current, context)
                || context.basis().lagSeconds() > lag;
    }

    private static boolean isBeyond(double ratio, double load, int current, PlanContext context) {
        return context.taskManagersFor(load) > ratio * current;
    }
}
