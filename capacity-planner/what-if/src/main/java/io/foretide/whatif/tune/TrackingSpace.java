package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy.TargetTracking;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link TargetTracking}'s numbers and the stabilization window before it scales down. */
final class TrackingSpace implements SearchSpace {
    private static final Dimension HEADROOM = Dimension.of(0.95, 2);
    private static final Dimension AVERAGING_MINUTES = Dimension.byFactor(1, 20);
    private static final Dimension QUANTILE = Dimension.of(0.3, 1);
    private static final Dimension FORECAST_FACTOR = Dimension.of(0, 1.2);
    private static final Dimension UP_AHEAD_MINUTES = Dimension.of(2, 30);
    private static final Dimension OVERLOAD = Dimension.of(0.75, 1.25);
    private static final Dimension LAG = Dimension.byFactor(0.05, 10);
    private static final Dimension CATCH_UP_SECONDS = Dimension.byFactor(30, 3600);
    private static final Dimension DOWN_HEADROOM = Dimension.of(0.9, 2);
    private static final Dimension DOWN_AHEAD_MINUTES = Dimension.of(4, 30);
    private static final Dimension LEAST_STEP_DOWN = Dimension.of(0.02, 0.5);
    private static final Dimension DOWN_COOLDOWN_MINUTES = Dimension.byFactor(5, 240);
    private static final Dimension STABILIZATION_MINUTES = Dimension.of(0, 120);

    private static final List<Dimension> ALL = List.of(
            HEADROOM,
            AVERAGING_MINUTES,
            QUANTILE,
            FORECAST_FACTOR,
            UP_AHEAD_MINUTES,
            OVERLOAD,
            LAG,
            CATCH_UP_SECONDS,
            DOWN_HEADROOM,
            DOWN_AHEAD_MINUTES,
            LEAST_STEP_DOWN,
            DOWN_COOLDOWN_MINUTES,
            STABILIZATION_MINUTES);

    private static final List<String> KEYS = List.of(
            "tracking.headroom",
            "tracking.averaging",
            "tracking.quantile",
            "tracking.forecastFactor",
            "tracking.upAhead",
            "tracking.toleratedOverload",
            "tracking.toleratedLag",
            "tracking.catchUp",
            "tracking.downHeadroom",
            "tracking.downAhead",
            "tracking.leastStepDown",
            "tracking.downCooldown",
            "stabilization");

    @Override
    public String strategy() {
        return "target-tracking";
    }

    @Override
    public List<String> keys() {
        return KEYS;
    }

    @Override
    public Optional<double[]> places(PlannerSettings settings) {
        return settings.strategy() instanceof TargetTracking tracking
                ? Optional.of(guess(
                        tracking.headroom(),
                        inMinutes(tracking.averaging()),
                        tracking.quantile(),
                        tracking.forecastFactor(),
                        inMinutes(tracking.upAhead()),
                        tracking.toleratedOverload(),
                        tracking.toleratedLag(),
                        Durations.seconds(tracking.catchUp()),
                        tracking.downHeadroom(),
                        inMinutes(tracking.downAhead()),
                        tracking.leastStepDown(),
                        inMinutes(tracking.downCooldown()),
                        inMinutes(settings.rules().stabilization())))
                : Optional.empty();
    }

    @Override
    public PlannerSettings at(double[] places, PlannerSettings base) {
        double[] number = new double[places.length];
        for (int i = 0; i < number.length; i++) {
            number[i] = ALL.get(i).at(places[i]);
        }
        TargetTracking strategy = new TargetTracking(
                number[0],
                Duration.ofMinutes(Math.round(number[1])),
                Math.min(0.99, number[2]),
                number[3] < 0.1 ? 0 : number[3],
                minutes(number[4]),
                number[5],
                number[6],
                Duration.ofSeconds(Math.round(number[7])),
                number[8],
                minutes(number[9]),
                number[10],
                minutes(number[11]));
        return base.withStrategy(strategy).withRules(base.rules().withStabilization(minutes(number[12])));
    }

    /**
     * Reactive ones (the first two have the numbers of the operator's autoscaler: its defaults, and those of its documentation),
     * then with the forecast on top, then the forecast with little headroom.
     */
    @Override
    public List<double[]> guesses() {
        return List.of(
                guess(1 / 0.7, 15, 0.9, 0, 10, 1, 10, 1800, 1 / 0.7, 10, 0.43, 5, 60),
                guess(1 / 0.6, 5, 0.9, 0, 10, 0.8, 10, 300, 1 / 0.6, 10, 0.33, 5, 60),
                guess(1.3, 2, 0.9, 0, 10, 0.95, 0.4, 120, 1.3, 10, 0.1, 30, 30),
                guess(1.2, 2, 0.9, 1, 10, 1, 0.4, 120, 1.2, 20, 0.1, 15, 15),
                guess(1.1, 2, 0.95, 1, 5, 1, 0.4, 90, 1.1, 30, 0.15, 15, 5),
                guess(1, 1, 0.75, 1, 4, 1.1, 0.6, 90, 1.05, 10, 0.1, 10, 10),
                guess(1.1, 4, 0.5, 1.1, 20, 1, 0.3, 120, 1.1, 30, 0.2, 30, 30),
                guess(1.6, 3, 0.99, 1, 15, 0.9, 0.3, 60, 1.6, 30, 0.3, 60, 60));
    }

    private static double[] guess(double... numbers) {
        double[] places = new double[numbers.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = ALL.get(i).placeOf(numbers[i]);
        }
        return places;
    }

    private static double inMinutes(Duration time) {
        return Durations.seconds(time) / 60;
    }

    private static Duration minutes(double minutes) {
        return Duration.ofSeconds(Math.round(60 * minutes));
    }
}
