package io.foretide.models.recurring;

import io.foretide.training.SortedWindow;

/** What the newest visits of one phase were like, beside the level around them. Not thread-safe. */
final class Visits {
    private static final int FEWEST = 3;

    private final SortedWindow deviations;
    private final SortedWindow ratios;

    /** Remembers at most so many. */
    Visits(int newest) {
        deviations = new SortedWindow(newest);
        ratios = new SortedWindow(newest);
    }

    void add(Visit visit) {
        deviations.add(visit.deviation());
        ratios.add(visit.logRatio());
    }

    /**
     * How far these visits are above the level, if the test says that they are other than what is expected of them: their median
     * is further off than {@link Visit#CRITICAL} standard errors, three in four are on its side, and the ratio is worth it.
     *
     * @param expected what wider phases say
     * @param noise standard deviation of a deviation
     */
    Visit typical(Visit expected, double noise) {
        int count = deviations.size();
        if (count < FEWEST) {
            return expected;
        }
        double deviation = deviations.quantile(0.5);
        double difference = deviation - expected.deviation();
        boolean mostOnItsSide = difference > 0
                ? deviations.quantile(0.25) > expected.deviation()
                : deviations.quantile(0.75) < expected.deviation();
        Visit typical = new Visit(deviation, ratios.quantile(0.5));
        return mostOnItsSide
                        && Math.abs(difference) > Visit.CRITICAL * noise * Visit.ERROR_OF_MEDIAN / Math.sqrt(count)
                        && typical.isOtherThan(expected)
                ? typical
                : expected;
    }
}
