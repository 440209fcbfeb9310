package io.foretide.models.global;

import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A window as a network sees it: of the last steps {@value #CHANNELS} numbers per pair of steps, and of every step ahead, and of the largest, {@value #AHEAD} of
 * what is known of it before. Sizes are told in units of the window's noise, logarithmically.
 */
final class WindowInputs {
    /** Two steps are one of the network's, so that it sees twice as far in the same time. */
    static final int PAIRS = LoadWindow.STEPS / 2;

    private static final int PER_STEP = 6;
    static final int CHANNELS = 2 * PER_STEP;

    private static final int FLAGS = 3;
    private static final int CLOCK = 7;
    private static final int SIZES = 10;

    static final int AHEAD = Candidates.RULES + FLAGS + CLOCK + SIZES;

    private static final double MINUTES_OF_A_DAY = 1440;

    private WindowInputs() {}

    /** Writes the last steps, channel by channel. */
    static void writeRecent(LoadWindow window, float[] into, int offset) {
        double unit = window.unit();
        for (int k = 0; k < LoadWindow.STEPS; k++) {
            double now = window.recent[k];
            boolean usual = !Double.isNaN(window.usualDay[k]);
            double day = usual ? window.usualDay[k] : now;
            double week = Double.isNaN(window.usualWeek[k]) ? day : window.usualWeek[k];
            int at = offset + k / 2 + k % 2 * PER_STEP * PAIRS;
            into[at] = squeezed(now);
            into[at + PAIRS] = squeezed(now / unit);
            into[at + 2 * PAIRS] = squeezed(day);
            into[at + 3 * PAIRS] = squeezed(week);
            into[at + 4 * PAIRS] = squeezed((now - day) / unit);
            into[at + 5 * PAIRS] = usual ? 1 : 0;
        }
    }

    /** Writes a row per step ahead and one for the largest, each {@link #AHEAD} numbers at the start of {@code stride}. */
    static void writeAhead(
            LoadHistory history,
            LoadWindow window,
            Candidates candidates,
            ZoneId zone,
            float[] into,
            int offset,
            int stride) {
        int ahead = history.ahead();
        double minutes = history.steps().step().toMillis() / 60_000.0;
        ZonedDateTime local = history.timeAt(window.origin).atZone(zone);
        double ofDay = local.toLocalTime().toSecondOfDay() / 60.0;
        int weekday = local.getDayOfWeek().getValue() - 1;
        double unit = window.unit();
        for (int h = 0; h <= ahead; h++) {
            int at = offset + h * stride;
            double[] row = candidates.rows[h];
            for (int rule = Candidates.RECENT; rule < Candidates.COUNT; rule++) {
                into[at++] = Double.isNaN(row[rule]) ? 0 : squeezed(row[rule] / unit);
            }
            into[at++] = Double.isNaN(row[Candidates.RECENT + 4]) ? 0 : 1;
            into[at++] = Double.isNaN(row[Candidates.RECENT + 7]) ? 0 : 1;
            into[at++] = Double.isNaN(row[Candidates.MEMBER]) ? 0 : 1;
            boolean isLargest = h == ahead;
            double later = isLargest ? ofDay : ofDay + (h + 1) * minutes;
            int day = (weekday + (int) (later / MINUTES_OF_A_DAY)) % 7;
            double angle = 2 * Math.PI * later / MINUTES_OF_A_DAY;
            double ofWeek = 2 * Math.PI * (day + later % MINUTES_OF_A_DAY / MINUTES_OF_A_DAY) / 7;
            into[at++] = (float) Math.sin(angle);
            into[at++] = (float) Math.cos(angle);
            into[at++] = (float) Math.sin(24 * angle);
            into[at++] = (float) Math.cos(24 * angle);
            into[at++] = (float) Math.sin(ofWeek);
            into[at++] = (float) Math.cos(ofWeek);
            into[at++] = day >= 5 ? 1 : 0;
            into[at++] = isLargest ? 1 : 0;
            into[at++] = isLargest ? 0 : (float) ((h + 1) * minutes / 30);
            into[at++] = (float) Math.log(minutes) / 3;
            into[at++] = squeezed(window.last() / unit);
            into[at++] = logarithm(window.lateChange);
            into[at++] = logarithm(window.change);
            into[at++] = logarithm(window.unusual);
            into[at++] = logarithm(window.deviation);
            double spread =
                    isLargest ? 0 : history.sameTime(window.origin + h + 1).deviation() / window.scale;
            into[at++] = logarithm(spread);
            into[at++] = (float) Math.log(Math.min(1, (window.origin + 1.0) / (7 * history.day()))) / 5;
        }
    }

    private static float squeezed(double value) {
        return (float) (Math.signum(value) * Math.log1p(Math.abs(value)));
    }

    private static float logarithm(double value) {
        return (float) (Math.log(value + 1e-4) + 3) / 3;
    }
}
