package io.foretide.planner.settings;

import io.foretide.config.Block;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.planner.settings.Strategy.TargetTracking;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of the {@code tracking} block: the numbers of {@link TargetTracking}. */
final class TrackingKeys {
    private static final TargetTracking DEFAULT = TargetTracking.DEFAULT;
    private static final Codec<Duration> TIME = Codecs.duration(Duration.ofSeconds(1), Duration.ofDays(1));

    static final Key<Double> HEADROOM =
            factor("headroom", 0.5, 10, DEFAULT.headroom(), "capacity as a multiple of the present demand");
    static final Key<Duration> AVERAGING =
            Key.of("averaging", TIME, DEFAULT.averaging(), "time whose mean is the present demand");
    static final Key<Double> QUANTILE = Key.of(
            "quantile",
            Codecs.number(Map.of("exclusiveMinimum", 0, "exclusiveMaximum", 1), "a number between 0 and 1"),
            DEFAULT.quantile(),
            "of the forecast, the next that there is");
    static final Key<Double> FORECAST_FACTOR =
            factor("forecastFactor", 0, 10, DEFAULT.forecastFactor(), "on that quantile; 0 leaves the forecast out");
    static final Key<Duration> UP_AHEAD =
            Key.of("upAhead", TIME, DEFAULT.upAhead(), "so far ahead a larger load is prepared for");
    static final Key<Double> TOLERATED_OVERLOAD = factor(
            "toleratedOverload",
            0.1,
            10,
            DEFAULT.toleratedOverload(),
            "scale up when demand exceeds this multiple of the capacity");
    static final Key<Double> TOLERATED_LAG = factor(
            "toleratedLag", 0.01, 10, DEFAULT.toleratedLag(), "scale up when lag exceeds this share of `sloLag`");
    static final Key<Duration> CATCH_UP =
            Key.of("catchUp", TIME, DEFAULT.catchUp(), "time in which a backlog is worked off");
    static final Key<Double> DOWN_HEADROOM = factor(
            "downHeadroom",
            0.5,
            10,
            DEFAULT.downHeadroom(),
            "what a scale down leaves, as a multiple of the present demand");
    static final Key<Duration> DOWN_AHEAD =
            Key.of("downAhead", TIME, DEFAULT.downAhead(), "so far ahead a scale down has to do");
    static final Key<Double> LEAST_STEP_DOWN = factor(
            "leastStepDown",
            0,
            1,
            DEFAULT.leastStepDown(),
            "share of the TaskManagers that a scale down gives back at least");
    static final Key<Duration> DOWN_COOLDOWN =
            Key.of("downCooldown", TIME, DEFAULT.downCooldown(), "least time from a rescale to a scale down");

    static final Block BLOCK = new Block(
            "a block of numbers of target-tracking",
            List.of(
                    HEADROOM,
                    AVERAGING,
                    QUANTILE,
                    FORECAST_FACTOR,
                    UP_AHEAD,
                    TOLERATED_OVERLOAD,
                    TOLERATED_LAG,
                    CATCH_UP,
                    DOWN_HEADROOM,
                    DOWN_AHEAD,
                    LEAST_STEP_DOWN,
                    DOWN_COOLDOWN));

    private TrackingKeys() {}

    private static Key<Double> factor(String name, double least, double most, double initially, String help) {
        return Key.of(
                name,
                Codecs.number(
                        Map.of("minimum", least, "maximum", most),
                        "a number from " + plain(least) + " to " + plain(most)),
                initially,
                help);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /** The strategy of a block. */
    static TargetTracking strategy(Values values) {
        return new TargetTracking(
                values.get(HEADROOM),
                values.get(AVERAGING),
                values.get(QUANTILE),
                values.get(FORECAST_FACTOR),
                values.get(UP_AHEAD),
                values.get(TOLERATED_OVERLOAD),
                values.get(TOLERATED_LAG),
                values.get(CATCH_UP),
                values.get(DOWN_HEADROOM),
                values.get(DOWN_AHEAD),
                values.get(LEAST_STEP_DOWN),
                values.get(DOWN_COOLDOWN));
    }
}
