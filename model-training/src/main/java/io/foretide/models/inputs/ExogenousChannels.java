package io.foretide.models.inputs;

import io.foretide.models.inputs.Channel.Kind;
import io.foretide.series.FeatureGroup;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * The channels that were measured besides the demand: Flink, business, heat map, weather, holidays, events, and what a user
 * has named. A signal of the user's is taken as its logarithm unless it was negative: most are counts, as the load is.
 */
final class ExogenousChannels {
    private static final Set<String> LOGARITHMIC = Set.of(
            Features.TRANSACTIONS, Features.UNIQUE_USERS, Features.LAG, Features.RECORDS_IN, Features.RECORDS_OUT);
    private static final Set<String> LINEAR = Set.of(
            Features.BUSY,
            Features.BACKPRESSURED,
            Features.CPU,
            Features.GC,
            Features.HOLIDAY,
            Features.HOLIDAY_AHEAD,
            Features.EVENT,
            Features.EVENT_AHEAD);

    private ExogenousChannels() {}

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
        boolean own = FeatureGroup.OWN.has(feature);
        boolean linear = LINEAR.contains(feature)
                || feature.startsWith(Features.HEAT_MAP_PREFIX)
                || feature.startsWith(Features.WEATHER_PREFIX);
        if (!own && !linear && !LOGARITHMIC.contains(feature)) {
            return Optional.empty();
        }
        double[] values = Arrays.copyOfRange(window.column(feature).toArray(), from, to);
        boolean log = !linear && !(own && Arrays.stream(values).anyMatch(value -> value < 0));
        DoubleUnaryOperator scale = log ? value -> Math.log1p(Math.max(0, value)) : DoubleUnaryOperator.identity();
        Spread spread = new Spread();
        Arrays.stream(values).map(scale).forEach(spread::add);
        boolean gaps = Arrays.stream(values).anyMatch(Double::isNaN);
        OptionalDouble deviation = spread.deviation();
        return deviation.isPresent()
                ? Optional.of(new Channel(
                        feature, log ? Kind.LOG : Kind.LINEAR, spread.mean(), deviation.getAsDouble(), gaps))
                : Optional.empty();
    }
}
