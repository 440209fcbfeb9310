package io.foretide.datasets.replay;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import java.time.Duration;
import java.time.Instant;

/**
 * Which record is due when: in each step of the trace, every flight in the air reports once per interval.
 *
 * <p>With A flights in the air in a step, exactly {@code round(A * step / interval)} records are sent, evenly spread over the step, and
 * the flights take turns, so that each reports once per interval.
 *
 * <p>An approximation decides which flights those are: the A that departed last (first in, first out), because the trace counts
 * flights but does not list them. A flight's number is the number of departures so far. Without a column {@code departures} the
 * same A numbers are used over and over. Pure and immutable.
 */
final class PositionReportSchedule {
    private final Instant start;
    private final Duration step;
    private final Duration reportInterval;
    private final double[] airborne;
    private final long[] departed;
    private final RegionDraw regions;

    /** @param airborne what is in the air, one a step */
    PositionReportSchedule(Trace trace, double[] airborne, Duration reportInterval) {
        if (reportInterval.isZero() || reportInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "the report interval is " + reportInterval + ", but must be greater than zero");
        }
        start = trace.start();
        step = trace.step();
        this.reportInterval = reportInterval;
        this.airborne = airborne.clone();
        departed = departed(trace);
        regions = new RegionDraw(trace, departed);
    }

    private static long[] departed(Trace trace) {
        long[] departed = new long[trace.size()];
        if (trace.columns().contains(FlightsDataset.DEPARTURES)) {
            double[] departures = trace.load(FlightsDataset.DEPARTURES);
            double sum = 0;
            for (int i = 0; i < departed.length; i++) {
                sum += departures[i];
                departed[i] = Math.round(sum);
            }
        }
        return departed;
    }

    Duration step() {
        return step;
    }

    Instant startOf(int step) {
        return start.plus(this.step.multipliedBy(step));
    }

    /** Records sent in the step. */
    int records(int step) {
        double exact = airborne[step] * this.step.toMillis() / reportInterval.toMillis();
        if (exact > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("step " + startOf(step) + " has " + exact
                    + " records, but must have fewer than " + Integer.MAX_VALUE);
        }
        return (int) Math.round(exact);
    }

    /** Records of the step that are due when {@code millis} of trace time have passed since its beginning. */
    int due(int step, long millis) {
        int records = records(step);
        if (millis < 0 || records == 0) {
            return 0;
        }
        return millis >= this.step.toMillis() ? records : (int) (millis * records / this.step.toMillis()) + 1;
    }

    /** Record {@code k} (from 0) of the step. */
    PositionReport report(int step, int k) {
        long inTheAir = Math.max(1, Math.round(airborne[step]));
        long newest = Math.max(departed[step], inTheAir);
        long flight = newest - inTheAir + 1 + k % inTheAir;
        long roundsPerStep = Math.max(1, -Math.floorDiv(-this.step.toMillis(), reportInterval.toMillis())) + 1;
        long secondsIntoStep = (long) k * this.step.toMillis() / records(step) / 1000;
        return new PositionReport(
                flight,
                regions.regionOf(flight),
                step * roundsPerStep + k / inTheAir,
                startOf(step).getEpochSecond() + secondsIntoStep);
    }
}
