package io.foretide.models;

import io.foretide.models.Channel.Kind;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The inputs of a network that were measured beside the demand: business, heat map, weather, calendar of events, Flink. */
final class MeasuredChannels {
    private MeasuredChannels() {}

    /** Those a window has, with mean and scale from the steps {@code from} to {@code to} (exclusive). */
    static List<Channel> of(FeatureWindow window, int from, int to) {
        List<Channel> channels = new ArrayList<>();
        for (String feature : window.features()) {
            measured(window, feature, from, to).ifPresent(channels::add);
        }
        return channels;
    }

    /** An input from a stored feature, unless it is not one, or says nothing because it never changes. */
    private static Optional<Channel> measured(FeatureWindow window, String feature, int from, int to) {
        boolean log = List.of(Features.TRANSACTIONS, Features.UNIQUE_USERS, Features.LAG)
                .contains(feature);
        boolean linear =
                List.of(Features.BUSY, Features.HOLIDAY, Features.EVENT).contains(feature)
                        || feature.startsWith(Features.HEAT_MAP_PREFIX)
                        || feature.startsWith(Features.WEATHER_PREFIX);
        if (!log && !linear) {
            return Optional.empty();
        }
        DoubleUnaryOperator scale = log ? value -> Math.log1p(Math.max(0, value)) : DoubleUnaryOperator.identity();
        Spread spread = new Spread();
        double[] values = window.column(feature).toArray();
        Arrays.stream(values, from, to).map(scale).forEach(spread::add);
        return spread.deviation()
                .map(deviation -> new Channel(feature, log ? Kind.LOG : Kind.LINEAR, spread.mean(), deviation));
    }
}
