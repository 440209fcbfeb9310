package io.foretide.models.global;

/**
 * The last steps up to an origin, normalised by themselves, so that a network knows shapes and not sizes:
 *
 * <pre>
 * normal(load) = (load - level) / scale
 * level        = mean of the last 15 minutes
 * scale        = max(mean of the last hour, 0.3 * mean of the last 60 steps, 0.001 * mean of all)
 * </pre>
 *
 * <p>After the reversible instance normalisation of Kim et al. (2022); the scale is a level and no deviation, because the noise of a window
 * is told to the network besides. Immutable.
 */
final class LoadWindow {
    /** Steps that are looked at. */
    static final int STEPS = 60;

    private static final int MIN_HOUR = 3;
    private static final int RECENT_CHANGES = 12;
    private static final double SHARE_OF_WINDOW = 0.3;
    private static final double SHARE_OF_ALL = 1e-3;
    private static final double TINY = 1e-9;
    private static final double MIN_UNIT = 1e-5;
    private static final double MAX_NORMAL = 30;

    final int origin;
    final double level;
    final double scale;

    /** Normal load of the steps, the oldest first. */
    final double[] recent = new double[STEPS];

    /** How far the usual course of the day is from the level, step by step; NaN where there is none. */
    final double[] usualDay = new double[STEPS];

    /** The same of the week. */
    final double[] usualWeek = new double[STEPS];

    /** Mean change from step to step: of the last twelve, and of all. */
    final double lateChange;

    final double change;

    /** Mean distance from the usual course, or from the level where there is none. */
    final double unusual;

    final double deviation;

    LoadWindow(LoadHistory history, int origin) {
        this.origin = origin;
        level = history.mean(origin, history.steps().level());
        double hour = history.mean(origin, Math.max(MIN_HOUR, history.steps().in(java.time.Duration.ofHours(1))));
        double all = history.mean(origin, origin + 1);
        scale = Math.max(Math.max(hour, SHARE_OF_WINDOW * history.mean(origin, STEPS)), SHARE_OF_ALL * all) + TINY;
        double late = 0;
        double changes = 0;
        double distance = 0;
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < STEPS; k++) {
            int index = origin - STEPS + 1 + k;
            recent[k] = normal(history.at(index));
            usualDay[k] = normal(history.smoothedDays(index));
            usualWeek[k] = normal(history.smoothedWeeks(index));
            distance += Math.abs(recent[k] - known(usualDay[k]));
            sum += recent[k];
            squares += recent[k] * recent[k];
            if (k > 0) {
                double step = Math.abs(recent[k] - recent[k - 1]);
                changes += step;
                late += k >= STEPS - RECENT_CHANGES ? step : 0;
            }
        }
        lateChange = late / RECENT_CHANGES;
        change = changes / (STEPS - 1);
        unusual = distance / STEPS;
        deviation = Math.sqrt(Math.max(0, squares / STEPS - sum * sum / STEPS / STEPS));
    }

    /** NaN of NaN. */
    double normal(double load) {
        return Math.max(-MAX_NORMAL, Math.min(MAX_NORMAL, (load - level) / scale));
    }

    double load(double normal) {
        return Math.max(0, level + scale * normal);
    }

    /** What corrections and spreads are counted in: the noise of the window. */
    double unit() {
        return change + 0.3 * unusual + MIN_UNIT;
    }

    /** The newest normal load. */
    double last() {
        return recent[STEPS - 1];
    }

    /** The mean normal load of the last steps. */
    double mean(int steps) {
        return mean(STEPS - steps, STEPS);
    }

    double mean(int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += recent[k];
        }
        return sum / (to - from);
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
