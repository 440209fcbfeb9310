package io.foretide.datasets;

/**
 * A column that counts all records since some beginning: it rises, and begins anew when the program that counts does. Values
 * are NaN where there are none.
 */
final class Counter {
    /** Fewer may rise by chance: half an hour of minutes in a morning. */
    private static final int MIN_CHANGES = 30;

    /** Resets: at most one in so many changes, and each to less than half; a load falls as often as it rises. */
    private static final int CHANGES_PER_RESET = 20;

    /** A counter of a job at rest stands still, but one that hardly ever moves tells no load. */
    private static final int STEPS_PER_RISE = 10;

    private Counter() {}

    /** Whether the values are those of a counter: a load that never falls in all that time, but for resets, is hardly one. */
    static boolean looksLike(double[] values) {
        int pairs = 0;
        int rises = 0;
        int falls = 0;
        double before = Double.NaN;
        for (double value : values) {
            if (Double.isNaN(value)) {
                continue;
            }
            if (!Double.isNaN(before)) {
                pairs++;
                rises += value > before ? 1 : 0;
                falls += value < before ? 1 : 0;
                if (value < before && value * 2 > before) {
                    return false;
                }
            }
            before = value;
        }
        return rises + falls >= MIN_CHANGES
                && rises * STEPS_PER_RISE >= pairs
                && falls * CHANGES_PER_RESET <= Math.max(CHANGES_PER_RESET, rises);
    }

    /** Whether the values may be those of a counter: too few to look like one are no reason not to believe it. */
    static boolean canBe(double[] values) {
        return falls(values) * CHANGES_PER_RESET <= Math.max(CHANGES_PER_RESET, values.length);
    }

    /** How often it falls. */
    static int falls(double[] values) {
        int falls = 0;
        for (int i = 1; i < values.length; i++) {
            falls += values[i] < values[i - 1] ? 1 : 0;
        }
        return falls;
    }

    /**
     * What each step brought: the count at the beginning of the next less its own. NaN where the counter begins anew or one of
     * the two is unknown, and in the last step.
     */
    static double[] differences(double[] values) {
        double[] brought = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double next = i + 1 < values.length ? values[i + 1] : Double.NaN;
            brought[i] = next >= values[i] ? next - values[i] : Double.NaN;
        }
        return brought;
    }
}
