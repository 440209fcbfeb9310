package io.foretide.scaler.app.demo;

import io.foretide.scaler.control.LagTrack;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.Minutes;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** Keeps what a run showed, minute by minute, and sums it up. Thread-safe. */
public final class RecordedRun implements Consumer<TickReport> {
    private final int slotsPerTaskManager;
    private final List<TickReport> ticks = new ArrayList<>();

    public RecordedRun(int slotsPerTaskManager) {
        this.slotsPerTaskManager = slotsPerTaskManager;
    }

    @Override
    public synchronized void accept(TickReport report) {
        ticks.add(report);
    }

    public synchronized List<TickReport> ticks() {
        return List.copyOf(ticks);
    }

    /** Rescales that the target took. */
    public synchronized List<TickReport> rescales() {
        return ticks.stream().filter(TickReport::isApplied).toList();
    }

    /** The parallelisms at which Flink said the job ran, without repetition in a row. */
    public synchronized List<Integer> parallelisms() {
        List<Integer> seen = new ArrayList<>();
        for (TickReport tick : ticks) {
            int parallelism = tick.snapshot().capacity().parallelism();
            boolean runs = tick.snapshot().status() == JobStatus.RUNNING;
            if (runs && (seen.isEmpty() || seen.get(seen.size() - 1) != parallelism)) {
                seen.add(parallelism);
            }
        }
        return seen;
    }

    /**
     * Demand, one value a minute, from the first measured minute to the last. Minutes without a measurement lie on
     * the line between their neighbours.
     */
    public synchronized TimeSeries demand() {
        List<TickReport> span = measuredSpan();
        Instant start = Minutes.completedAt(span.get(0).now());
        int minutes = minutesUntil(start, span.get(span.size() - 1)) + 1;
        double[] values = new double[minutes];
        Arrays.fill(values, Double.NaN);
        for (TickReport tick : span) {
            tick.snapshot()
                    .metrics()
                    .ifPresent(metrics -> values[minutesUntil(start, tick)] = metrics.demandRecordsPerSecond());
        }
        interpolate(values);
        return TimeSeries.ofObserved(start, Minutes.STEP, values);
    }

    /** State seen in every minute of {@link #demand}. */
    public synchronized List<DemoResult.Minute> course() {
        TimeSeries demand = demand();
        List<TickReport> minutes = perMinute();
        LagTrack lag = new LagTrack();
        List<DemoResult.Minute> course = new ArrayList<>();
        for (int i = 0; i < demand.size(); i++) {
            TickReport tick = minutes.get(i);
            boolean own = Minutes.completedAt(tick.now()).equals(demand.timeAt(i));
            course.add(new DemoResult.Minute(
                    demand.timeAt(i),
                    demand.value(i),
                    own && tick.snapshot().metrics().isPresent(),
                    tick.state().taskManagers() * slotsPerTaskManager,
                    tick.snapshot().capacity().slots(),
                    tick.snapshot().status() == JobStatus.RUNNING,
                    lag.after(tick)));
        }
        return course;
    }

    /** Number of minutes of {@link #demand} that were not measured. */
    public synchronized int missingMinutes() {
        List<TickReport> span = measuredSpan();
        long measured = span.stream()
                .filter(tick -> tick.snapshot().metrics().isPresent())
                .map(tick -> Minutes.completedAt(tick.now()))
                .distinct()
                .count();
        return minutesUntil(Minutes.completedAt(span.get(0).now()), span.get(span.size() - 1)) + 1 - (int) measured;
    }

    /** Slots paid for, those that start included, times minutes. */
    public synchronized double slotMinutes() {
        return perMinute().stream()
                .mapToDouble(tick -> Math.max(
                        tick.snapshot().capacity().slots(), tick.state().taskManagers() * slotsPerTaskManager))
                .sum();
    }

    /** Minutes whose lag exceeded the objective, see {@link LagTrack}. */
    public synchronized int violationMinutes(double objectiveSeconds) {
        return (int) lagSeconds().filter(lag -> lag > objectiveSeconds).count();
    }

    public synchronized double worstLagSeconds() {
        return lagSeconds().max().orElse(0);
    }

    /** Time that the job did not run, per restart, shortest first; to the minute. */
    public synchronized List<Duration> restartTimes() {
        List<Duration> times = new ArrayList<>();
        Duration time = Duration.ZERO;
        for (TickReport tick : measuredSpan()) {
            if (tick.snapshot().status() != JobStatus.RUNNING) {
                time = time.plus(Minutes.STEP);
            } else if (!time.isZero()) {
                times.add(time);
                time = Duration.ZERO;
            }
        }
        times.sort(null);
        return times;
    }

    private DoubleStream lagSeconds() {
        LagTrack lag = new LagTrack();
        return perMinute().stream().mapToDouble(lag::after);
    }

    /** One tick for every minute of the measured span; a minute without a tick of its own has the one before. */
    private List<TickReport> perMinute() {
        List<TickReport> span = measuredSpan();
        Instant start = Minutes.completedAt(span.get(0).now());
        List<TickReport> minutes = new ArrayList<>();
        for (TickReport tick : span) {
            int minute = minutesUntil(start, tick);
            while (minutes.size() < minute) {
                minutes.add(minutes.get(minutes.size() - 1));
            }
            if (minutes.size() == minute) {
                minutes.add(tick);
            }
        }
        return minutes;
    }

    /** From the first to the last tick with metrics. */
    private List<TickReport> measuredSpan() {
        int first = 0;
        int last = ticks.size() - 1;
        while (first <= last && ticks.get(first).snapshot().metrics().isEmpty()) {
            first++;
        }
        while (last > first && ticks.get(last).snapshot().metrics().isEmpty()) {
            last--;
        }
        if (first > last) {
            throw new IllegalStateException("the job was never measured: there is nothing to sum up");
        }
        return ticks.subList(first, last + 1);
    }

    private static int minutesUntil(Instant start, TickReport tick) {
        return (int) Duration.between(start, Minutes.completedAt(tick.now())).toMinutes();
    }

    /** Both ends are measured. */
    private static void interpolate(double[] values) {
        int before = 0;
        for (int i = 1; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            for (int gap = before + 1; gap < i; gap++) {
                double share = (double) (gap - before) / (i - before);
                values[gap] = values[before] + share * (values[i] - values[before]);
            }
            before = i;
        }
    }
}
