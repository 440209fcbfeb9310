package io.foretide.models.inputs;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.stream.Stream;

/**
 * The demand of a window, also by local calendar. NaN stands for a missing value, as in {@link
 * io.foretide.series.TimeSeries#toArray}. Immutable.
 */
public final class DemandHistory {
    private static final Duration MAX_BRIDGE = Duration.ofMinutes(5);
    private static final long DAY = Duration.ofDays(1).toMillis();

    // no zone has moved its clocks by more than a day: what lies farther outside stays outside
    private static final long AROUND = 2 * DAY;

    private final FeatureWindow window;
    private final ZoneId zone;
    private final Steps steps;
    private final Horizon horizon;
    private final long stepMillis;
    private final long[] changes;
    private final double[] demand;
    private final double[] bridged;

    public DemandHistory(FeatureWindow window, ZoneId zone) {
        this.window = window;
        this.zone = zone;
        steps = new Steps(window.step());
        horizon = Horizon.of(window.step());
        demand = window.column(Features.DEMAND).toArray();
        stepMillis = window.step().toMillis();
        changes = changes();
        bridged = bridged(demand, steps.in(MAX_BRIDGE));
    }

    public Steps steps() {
        return steps;
    }

    /** Steps of the horizon. */
    public int ahead() {
        return horizon.steps();
    }

    public int size() {
        return demand.length;
    }

    public Instant timeAt(int index) {
        return window.timeAt(index);
    }

    /** Demand at an index, NaN where there is none. */
    public double at(int index) {
        return index >= 0 && index < demand.length ? demand[index] : Double.NaN;
    }

    /**
     * Demand at the same local time so many days before an index, which may lie after the window; NaN where there is none.
     * Gaps of up to five minutes are bridged by the value before them.
     */
    public double before(int index, int days) {
        int at = indexBefore(index, days);
        return at >= 0 && at < bridged.length ? bridged[at] : Double.NaN;
    }

    /** The index at the same local time so many days before another, which may lie after the window; it may lie before it. */
    public int indexBefore(int index, int days) {
        long now = index * stepMillis;
        long plain = now - days * DAY;
        // the local calendar matters only across a change of the clocks, and asking it is slow
        return (int) Math.floorDiv(changesWithin(plain, now) ? local(index, days) : plain, stepMillis);
    }

    private long local(int index, int days) {
        Instant time = timeAt(index).atZone(zone).minusDays(days).toInstant();
        return Duration.between(window.start(), time).toMillis();
    }

    /** Milliseconds from the window's start to each change of the clocks in it and around it. */
    private long[] changes() {
        ZoneRules rules = zone.getRules();
        Instant end = timeAt(demand.length + horizon.steps()).plusMillis(AROUND);
        return Stream.iterate(
                        rules.nextTransition(window.start().minusMillis(AROUND)),
                        change -> change != null && change.getInstant().isBefore(end),
                        change -> rules.nextTransition(change.getInstant()))
                .mapToLong(change ->
                        Duration.between(window.start(), change.getInstant()).toMillis())
                .toArray();
    }

    private boolean changesWithin(long from, long to) {
        for (long change : changes) {
            if (from < change && change <= to) {
                return true;
            }
        }
        return false;
    }

    private static double[] bridged(double[] demand, int longest) {
        double[] bridged = demand.clone();
        int gap = 0;
        for (int i = 1; i < bridged.length; i++) {
            gap = Double.isNaN(demand[i]) ? gap + 1 : 0;
            if (gap > 0 && gap <= longest) {
                bridged[i] = bridged[i - 1];
            }
        }
        return bridged;
    }

    /**
     * The newest demand at or before an origin, at most {@link Steps#recent} old.
     *
     * @throws IllegalArgumentException if there is none
     */
    public double last(int origin) {
        checkOrigin(origin);
        for (int i = origin; i > origin - steps.recent() && i >= 0; i--) {
            if (!Double.isNaN(demand[i])) {
                return demand[i];
            }
        }
        throw missing(origin);
    }

    public void checkOrigin(int origin) {
        checkOrigins(window, origin);
    }

    /** Refuses origins that are not in a window. */
    public static void checkOrigins(FeatureWindow window, int... origins) {
        for (int origin : origins) {
            if (origin < 0 || origin >= window.size()) {
                throw new IllegalArgumentException(
                        "origin " + origin + " is not in the window: must be 0 to " + (window.size() - 1));
            }
        }
    }

    IllegalArgumentException missing(int origin) {
        return new IllegalArgumentException("demand is missing in all of the " + steps.recent() + " steps up to "
                + window.timeAt(origin) + ": at least one value is needed");
    }
}
