package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/**
 * The demand of a window, also by local calendar. NaN stands for a missing value, as in {@link
 * io.foretide.series.TimeSeries#toArray}. Immutable.
 */
final class DemandHistory {
    private static final int LONGEST_BRIDGE = 5;

    private final FeatureWindow window;
    private final ZoneId zone;
    private final double[] demand;
    private final double[] bridged;

    DemandHistory(FeatureWindow window, ZoneId zone) {
        if (!window.step().equals(Horizon.DEFAULT.step())) {
            throw new IllegalArgumentException(
                    "the step of the window is " + window.step() + ": " + Horizon.DEFAULT.step() + " is needed");
        }
        this.window = window;
        this.zone = zone;
        this.demand = window.column(Features.DEMAND).toArray();
        this.bridged = bridged(demand);
    }

    int size() {
        return demand.length;
    }

    Instant timeAt(int index) {
        return window.timeAt(index);
    }

    /** Demand at an index, NaN where there is none. */
    double at(int index) {
        return index >= 0 && index < demand.length ? demand[index] : Double.NaN;
    }

    /**
     * Demand at the same local time {@code back} before an index, which may lie after the window; NaN where there is none.
     * Gaps of up to five minutes are bridged by the value before them.
     */
    double before(int index, Period back) {
        Instant time = window.timeAt(index).atZone(zone).minus(back).toInstant();
        long at = Duration.between(window.start(), time).dividedBy(window.step());
        return at >= 0 && at < bridged.length ? bridged[(int) at] : Double.NaN;
    }

    private static double[] bridged(double[] demand) {
        double[] bridged = demand.clone();
        int gap = 0;
        for (int i = 1; i < bridged.length; i++) {
            gap = Double.isNaN(demand[i]) ? gap + 1 : 0;
            if (gap > 0 && gap <= LONGEST_BRIDGE) {
                bridged[i] = bridged[i - 1];
            }
        }
        return bridged;
    }

    /**
     * The newest demand at or before an origin, at most {@code steps} old.
     *
     * @throws IllegalArgumentException if there is none
     */
    double last(int origin, int steps) {
        checkOrigin(origin);
        for (int i = origin; i > origin - steps && i >= 0; i--) {
            if (!Double.isNaN(demand[i])) {
                return demand[i];
            }
        }
        throw missing(origin, steps);
    }

    void checkOrigin(int origin) {
        if (origin < 0 || origin >= demand.length) {
            throw new IllegalArgumentException(
                    "origin " + origin + " is not in the window: 0 to " + (demand.length - 1) + " is allowed");
        }
    }

    IllegalArgumentException missing(int origin, int steps) {
        return new IllegalArgumentException("demand is missing in all of the " + steps + " steps up to "
                + window.timeAt(origin) + ": at least one value is needed");
    }
}
