package io.foretide.whatif.setup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.series.TimeSeries;
import io.foretide.text.Durations;
import io.foretide.text.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of time in which the load is a multiple of what was recorded. Forecasters are not told of it.
 *
 * @param from its beginning
 * @param length how long
 * @param factor 3: three times the load
 */
public record LoadEvent(Instant from, Duration length, double factor) {
    private static final Pattern WRITTEN = Pattern.compile("\\s*(\\S+)/(\\S+)\\s+x(\\S+)\\s*");

    public LoadEvent {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("event of " + length + ": must be a positive duration");
        }
        if (!(factor >= 0) || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("event x" + factor + ": must be a factor from 0");
        }
    }

    /**
     * Reads an event such as {@code 2001-05-28T12:00Z/3h x3}.
     *
     * @throws IllegalArgumentException naming the text and what is allowed
     */
    @JsonCreator
    public static LoadEvent parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "event '" + text + "': must be a time, a duration and a factor such as 2001-05-28T12:00Z/3h x3");
        }
        try {
            return new LoadEvent(
                    Instants.parse(matcher.group(1)),
                    Durations.parse(matcher.group(2)),
                    ValueForm.NUMBER.reading().apply(matcher.group(3)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("event '" + text + "': " + e.getMessage(), e);
        }
    }

    /** A load multiplied by a factor, and by those of the events in whose time its steps begin. */
    static TimeSeries applied(TimeSeries demand, double factor, List<LoadEvent> events) {
        double[] values = demand.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        for (LoadEvent event : events) {
            Duration step = demand.step();
            Instant to = event.from.plus(event.length);
            if (!to.isAfter(demand.start()) || !event.from.isBefore(demand.timeAt(values.length))) {
                throw new IllegalArgumentException("event " + event.text() + ": must be a time between "
                        + demand.start() + " and " + demand.timeAt(values.length));
            }
            long first =
                    -Math.floorDiv(-Duration.between(demand.start(), event.from).toMillis(), step.toMillis());
            long end = -Math.floorDiv(-Duration.between(demand.start(), to).toMillis(), step.toMillis());
            for (int i = (int) Math.max(0, first); i < Math.min(values.length, end); i++) {
                values[i] *= event.factor;
            }
        }
        return TimeSeries.ofObserved(demand.start(), demand.step(), values);
    }

    /** As it is written. */
    @JsonValue
    public String text() {
        String number = factor == Math.rint(factor) ? String.valueOf((long) factor) : String.valueOf(factor);
        return from + "/" + Durations.format(length) + " x" + number;
    }
}
