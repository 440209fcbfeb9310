package io.foretide.training;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.Period;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Steps whose demand is not the users': restarts, incidents, and outages, in which a load that is never zero is zero for a
 * while. What is masked is missing: neither learned from nor scored. Immutable.
 */
public final class TrainingMask {
    private static final Duration MIN_OUTAGE = Duration.ofMinutes(5);

    /** A load that is zero more often than this on its own has quiet minutes, not outages. */
    private static final double MAX_SHARE_OF_ZEROS = 0.02;

    private final List<Period> periods;

    /** Masks the given periods, and the outages that it finds. */
    public TrainingMask(List<Period> periods) {
        this.periods = List.copyOf(periods);
    }

    /** The window with all of that missing. */
    public FeatureWindow on(FeatureWindow window) {
        double[] demand = window.column(Features.DEMAND).toArray();
        List<int[]> stretches = new ArrayList<>(outages(demand, window.step()));
        periods.forEach(period ->
                stretches.add(new int[] {index(window, period.from()), indexAfter(window, period.to())}));
        for (int[] stretch : stretches) {
            if (stretch[0] < stretch[1]) {
                Arrays.fill(demand, stretch[0], stretch[1], Double.NaN);
            }
        }
        return window.with(Features.DEMAND, TimeSeries.ofObserved(window.start(), window.step(), demand));
    }

    private static int index(FeatureWindow window, Instant time) {
        long steps = Math.floorDiv(
                Duration.between(window.start(), time).toMillis(), window.step().toMillis());
        return (int) Math.max(0, Math.min(window.size(), steps));
    }

    private static int indexAfter(FeatureWindow window, Instant time) {
        return index(window, time.plus(window.step()).minusMillis(1));
    }

    /** Stretches of zeros of at least five minutes in a load that has few zeros beside them. */
    private static List<int[]> outages(double[] demand, Duration step) {
        int shortest = Math.max(2, new Steps(step).in(MIN_OUTAGE));
        List<int[]> ranges = new ArrayList<>();
        int others = 0;
        int known = 0;
        int from = 0;
        for (int i = 0; i <= demand.length; i++) {
            boolean zero = i < demand.length && demand[i] == 0;
            known += i < demand.length && !Double.isNaN(demand[i]) ? 1 : 0;
            if (!zero) {
                if (i - from >= shortest) {
                    ranges.add(new int[] {from, i});
                } else {
                    others += i - from;
                }
                from = i + 1;
            }
        }
        int inOutages =
                ranges.stream().mapToInt(stretch -> stretch[1] - stretch[0]).sum();
        boolean rare = others + inOutages <= MAX_SHARE_OF_ZEROS * known;
        return rare ? ranges : List.of();
    }
}
