package io.foretide.models.global;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts that cost nothing, between which a network chooses: for every step ahead the normal load by one simple rule each, and in the
 * last row that of the largest step. NaN stands for a rule that has nothing to say yet. Immutable.
 */
final class Candidates {
    /** Newest loads as they are. */
    static final int RECENT = 24;

    /** Rules beside those. */
    static final int RULES = 26;

    /** Number of them, with the forecast of another model. */
    static final int COUNT = RECENT + RULES;

    /** The rule that is the forecast of another model. */
    static final int MEMBER = COUNT - 1;

    private static final double MAX_RATIO = 10;
    private static final double DAMPING = 0.9;
    private static final int HALF_HOUR = 30;

    private final LoadHistory history;
    private final LoadWindow window;
    private final int ahead;
    final double[][] rows;

    /** @param member forecast of another model, normal, with that of the largest load at its end; null if there is none */
    Candidates(LoadHistory history, LoadWindow window, double @Nullable [] member) {
        this.history = history;
        this.window = window;
        ahead = history.ahead();
        rows = new double[ahead + 1][COUNT];
        Ratios ratios = ratios();
        for (int h = 0; h < ahead; h++) {
            for (int k = 0; k < RECENT; k++) {
                rows[h][k] = window.recent[LoadWindow.STEPS - 1 - k];
            }
            rules(rows[h], h + 1, ratios);
            rows[h][MEMBER] = member == null ? Double.NaN : member[h];
        }
        largest(rows[ahead]);
        rows[ahead][MEMBER] = member == null ? Double.NaN : member[ahead];
    }

    /** The load of now by that of other times. */
    private record Ratios(double day, double week, double yesterday, double weekAgo, double hours) {}

    private Ratios ratios() {
        int origin = window.origin;
        int day = history.day();
        double quarter = window.level;
        double now = history.smoothedDays(origin);
        double ofDay = ratio(quarter, now);
        double ofWeek = ratio(quarter, history.smoothedWeeks(origin));
        int level = history.steps().level();
        return new Ratios(
                ofDay,
                ofWeek,
                ratio(quarter, meanBefore(1, level)),
                ratio(quarter, meanBefore(7, level)),
                ratio(window.scale, history.mean(origin, day)));
    }

    private double meanBefore(int days, int steps) {
        int at = history.demand().indexBefore(window.origin, days);
        return history.isKnown(at) && at >= 0 ? history.mean(at, steps) : Double.NaN;
    }

    private static double ratio(double now, double then) {
        return Math.max(1 / MAX_RATIO, Math.min(MAX_RATIO, now / Math.max(then, 1e-9)));
    }

    private void rules(double[] row, int h, Ratios ratios) {
        int origin = window.origin;
        int target = origin + h;
        double day = history.smoothedDays(target);
        double week = history.smoothedWeeks(target);
        double yesterday = history.daysBefore(target, 1);
        double weekAgo = history.daysBefore(target, 7);
        double sameTime = history.sameTime(target).mean();
        double sameMinute = history.sameMinute(target, origin);
        double newest = window.level + window.scale * window.last();
        double dayChange = day - history.smoothedDays(origin);
        double weekChange = week - history.smoothedWeeks(origin);
        int at = RECENT;
        row[at++] = 0;
        row[at++] = window.mean(5);
        row[at++] = window.mean(HALF_HOUR);
        row[at++] = window.mean(LoadWindow.STEPS);
        row[at++] = window.normal(day);
        row[at++] = window.normal(week);
        row[at++] = window.normal(yesterday);
        row[at++] = window.normal(weekAgo);
        row[at++] = window.normal(sameTime);
        row[at++] = window.normal(sameMinute);
        row[at++] = window.normal(history.hourBefore(target, origin));
        row[at++] = window.normal(day * ratios.day);
        row[at++] = window.normal(week * ratios.week);
        row[at++] = window.normal(yesterday * ratios.yesterday);
        row[at++] = window.normal(weekAgo * ratios.weekAgo);
        row[at++] = window.normal(sameTime * ratios.day);
        row[at++] = window.normal(sameMinute * ratios.hours);
        row[at++] = window.normal(newest + dayChange);
        row[at++] = window.normal(newest + weekChange);
        row[at++] = window.normal(newest + yesterday - history.daysBefore(origin, 1));
        row[at++] = window.normal(window.level + dayChange);
        row[at++] = window.normal(window.level + weekChange);
        double damped = (1 - Math.pow(DAMPING, h)) / (1 - DAMPING);
        row[at++] = window.last() + damped * slope(3);
        row[at++] = window.last() + damped * slope(10);
        row[at++] = (window.mean(15) - window.mean(30, 45)) / 15 * (h + 7);
        assert at == MEMBER;
    }

    /** The mean change over the last steps. */
    private double slope(int steps) {
        return (window.last() - window.recent[LoadWindow.STEPS - 1 - steps]) / steps;
    }

    /** Of each rule its largest step; of the newest loads that of the last so many. */
    private void largest(double[] row) {
        Arrays.fill(row, Double.NaN);
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < RECENT; k++) {
            // a load repeated says nothing of the largest of many: the largest of the newest ones does
            highest = Math.max(highest, window.recent[LoadWindow.STEPS - 1 - k]);
            row[k] = highest;
        }
        for (int rule = RECENT; rule < MEMBER; rule++) {
            for (int h = 0; h < ahead; h++) {
                double value = rows[h][rule];
                row[rule] = Double.isNaN(row[rule]) || value > row[rule] ? value : row[rule];
            }
        }
    }
}
