package io.foretide.models.inputs;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The exogenous inputs of a model: what goes into it besides the demand, fixed when it was fitted.
 *
 * @param timeless whether the local time stays out, because the training window had no calendar
 * @param measured further inputs
 */
public record ExogenousInputs(boolean timeless, List<Channel> measured) {
    /** The farthest that models look back at them: a sequence of an hour or twelve steps, of which each sums up three quarters. */
    public static final Duration REACH = Duration.ofHours(4);

    public ExogenousInputs {
        measured = List.copyOf(measured);
    }

    /** Inputs of a window, measured from its start to the step {@code to} (exclusive). */
    public static ExogenousInputs of(FeatureWindow window, int to) {
        return new ExogenousInputs(timeless(window), ExogenousChannels.of(window, 0, to));
    }

    /** Whether a window has no hour and no weekday: the calendar was left out on purpose, or nobody collected it. */
    static boolean timeless(FeatureWindow window) {
        return window.find(Features.HOUR).isEmpty()
                && window.find(Features.WEEKDAY).isEmpty();
    }

    public ExogenousInputs withoutMeasured() {
        return new ExogenousInputs(timeless, List.of());
    }

    /** Demand and the measured features. */
    public List<String> features() {
        return Stream.concat(Stream.of(Features.DEMAND), measured.stream().map(Channel::feature))
                .toList();
    }
}
