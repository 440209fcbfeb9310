package io.foretide.models.global;

/**
 * How far a series changes within so many steps, on average, and from the largest load of one horizon to that of the next: what errors are divided
 * by, so that series of every size and noise count alike, and every step ahead (the scaled error of Hyndman and Koehler 2006).
 */
final class UsualChange {
    private static final double MAX_WEIGHT = 1e4;
    private static final int SPACING = 7;

    private final double[] byStep;

    /** Of what lies before a step. */
    UsualChange(LoadHistory history, int until) {
        int ahead = history.ahead();
        byStep = new double[ahead + 1];
        int count = 0;
        for (int i = ahead; i + ahead < until; i += SPACING) {
            if (!history.isKnown(i - ahead)) {
                continue;
            }
            count++;
            double before = Double.NEGATIVE_INFINITY;
            double after = Double.NEGATIVE_INFINITY;
            for (int h = 1; h <= ahead; h++) {
                byStep[h - 1] += Math.abs(history.at(i + h) - history.at(i));
                before = Math.max(before, history.at(i + 1 - h));
                after = Math.max(after, history.at(i + h));
            }
            byStep[ahead] += Math.abs(after - before);
        }
        for (int h = 0; h <= ahead; h++) {
            byStep[h] /= Math.max(1, count);
        }
    }

    /** Whether it changes at all. */
    boolean isAny() {
        return byStep[0] > 0;
    }

    /** Weights of a window's errors, by step ahead, and of the largest load: a half of all steps together. */
    double[] weights(LoadWindow window) {
        int ahead = byStep.length - 1;
        double[] weights = new double[byStep.length];
        for (int h = 0; h <= ahead; h++) {
            double scaled = byStep[h] > 0 ? Math.min(MAX_WEIGHT, window.scale / byStep[h]) : 0;
            weights[h] = h < ahead ? scaled / ahead : scaled / 2;
        }
        return weights;
    }
}
