package io.foretide.models.inputs;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes into a regression beside the demand, fixed when it was fitted.
 *
 * @param timeless whether the local time stays out, because the training window had no calendar
 * @param measured further inputs
 */
public record SideInputs(boolean timeless, List<Channel> measured) {
    public SideInputs {
        measured = List.copyOf(measured);
    }

    /** What a window has, measured from its start to the step {@code to} (exclusive). */
    public static SideInputs of(FeatureWindow window, int to) {
        return new SideInputs(timeless(window), MeasuredChannels.of(window, 0, to));
    }

    /** Whether a window has no hour and no weekday: the calendar was left out on purpose, or nobody collected it. */
    static boolean timeless(FeatureWindow window) {
        return window.find(Features.HOUR).isEmpty()
                && window.find(Features.WEEKDAY).isEmpty();
    }

    public SideInputs withoutMeasured() {
        return new SideInputs(timeless, List.of());
    }

    /** Demand and the measured features. */
    public List<String> features() {
        return Stream.concat(Stream.of(Features.DEMAND), measured.stream().map(Channel::feature))
                .toList();
    }
}
