package io.foretide.scaler.app.fleet;

import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.Minutes;
import io.foretide.series.TimeSeries;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A job's load and slots of the last seven days by half hours, in some KB: what a fleet shows of each of its jobs. Knows what it
 * was told, and what the store has of the time before. Thread-safe.
 */
final class JobCourse implements Consumer<TickReport> {
    private static final long STEP_SECONDS = Duration.ofMinutes(30).toSeconds();
    private static final int WEEK = 7 * 48;
    private static final int DAY = 48;
    private static final Duration WEEK_LONG = Duration.ofDays(7);

    /** A size is known so long after the tick that told it. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    /** What a constant size has above the largest load, as in the simulation's {@code static-peak}. */
    private static final double STATIC_HEADROOM = 1.2;

    private PlannerSettings settings;
    private final float[] load = filled();
    private final float[] peak = filled();
    private final float[] slots = filled();
    private final int[] ticks = new int[WEEK];
    private OptionalLong newest = OptionalLong.empty();
    private Optional<Instant> first = Optional.empty();
    private boolean remembers;
    private OptionalDouble recordsPerSecondPerSlot = OptionalDouble.empty();

    JobCourse(PlannerSettings settings) {
        this.settings = settings;
    }

    private static float[] filled() {
        float[] values = new float[WEEK];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    @Override
    public synchronized void accept(TickReport report) {
        Optional<JobMetrics> metrics = report.snapshot().metrics();
        if (metrics.isEmpty()) {
            return;
        }
        first = first.or(() -> Optional.of(report.now()));
        recordsPerSecondPerSlot = report.state().learned().rate().recordsPerSecondPerSlot();
        add(
                report.now(),
                metrics.get().demandRecordsPerSecond(),
                report.state().taskManagers() * settings.slotsPerTaskManager());
    }

    /** Counts with other settings from now on. */
    synchronized void follow(PlannerSettings now) {
        settings = now;
    }

    /**
     * Takes over, once, what is stored of the week before the first tick. Minutes without a decision in the quarter of an hour
     * before them are left out.
     */
    void remember(JobId job, FeatureStore store, DecisionLog decisions) {
        Instant until;
        synchronized (this) {
            if (remembers || first.isEmpty()) {
                return;
            }
            until = first.get();
        }
        Instant from = until.minus(WEEK_LONG);
        FeatureWindow past = store.window(job, until.minus(Minutes.STEP), WEEK_LONG);
        Iterator<SizeAt> sizes = decisions.sizes(job, from.minus(FRESH)).iterator();
        past.find(Features.DEMAND).ifPresent(demand -> remember(past, demand, sizes));
        synchronized (this) {
            remembers = true;
        }
    }

    private synchronized void remember(FeatureWindow past, TimeSeries demand, Iterator<SizeAt> sizes) {
        Optional<SizeAt> size = Optional.empty();
        Optional<SizeAt> next = next(sizes);
        for (int i = 0; i < past.size(); i++) {
            Instant at = past.timeAt(i);
            while (next.isPresent() && !next.get().at().isAfter(at)) {
                size = next;
                next = next(sizes);
            }
            if (!demand.isMissing(i) && size.isPresent() && !size.get().at().isBefore(at.minus(FRESH))) {
                add(at, demand.value(i), size.get().taskManagers() * settings.slotsPerTaskManager());
            }
        }
    }

    private static Optional<SizeAt> next(Iterator<SizeAt> sizes) {
        return sizes.hasNext() ? Optional.of(sizes.next()) : Optional.empty();
    }

    private void add(Instant now, double demand, int slotsNow) {
        long step = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        long last = newest.orElse(step - 1);
        if (step <= last - WEEK) {
            return;
        }
        for (long next = Math.max(last + 1, step - WEEK + 1); next <= step; next++) {
            forget(index(next));
        }
        newest = OptionalLong.of(Math.max(last, step));
        int at = index(step);
        ticks[at]++;
        load[at] = mean(load[at], demand, ticks[at]);
        slots[at] = mean(slots[at], slotsNow, ticks[at]);
        peak[at] = ticks[at] == 1 ? (float) demand : Math.max(peak[at], (float) demand);
    }

    private void forget(int at) {
        load[at] = Float.NaN;
        peak[at] = Float.NaN;
        slots[at] = Float.NaN;
        ticks[at] = 0;
    }

    private static float mean(float before, double value, int count) {
        return count == 1 ? (float) value : (float) (before + (value - before) / count);
    }

    private static int index(long step) {
        return Math.floorMod(step, WEEK);
    }

    /** The mean load of the last 48 half hours in records/s, oldest first. */
    synchronized List<Optional<Double>> load() {
        return lastDay(load);
    }

    /** The mean slots of the last 48 half hours, oldest first. */
    synchronized List<Optional<Double>> slots() {
        return lastDay(slots);
    }

    private List<Optional<Double>> lastDay(float[] values) {
        return newest.isEmpty()
                ? List.of()
                : IntStream.range(0, DAY)
                        .mapToObj(i -> known(values[index(newest.getAsLong() - DAY + 1 + i)]))
                        .toList();
    }

    private static Optional<Double> known(float value) {
        return Float.isNaN(value) ? Optional.empty() : Optional.of((double) value);
    }

    /** Share of slot-hours that a constant size for the peak of these days would have had besides; empty before a day is known. */
    synchronized OptionalDouble savedShare() {
        double[] used = IntStream.range(0, WEEK)
                .filter(at -> ticks[at] > 0)
                .mapToDouble(at -> slots[at])
                .toArray();
        if (used.length < DAY || recordsPerSecondPerSlot.isEmpty()) {
            return OptionalDouble.empty();
        }
        double largest = IntStream.range(0, WEEK)
                .filter(at -> ticks[at] > 0)
                .mapToDouble(at -> peak[at])
                .max()
                .orElse(0);
        double constant = staticSlots(largest);
        return OptionalDouble.of(1 - Arrays.stream(used).average().orElse(constant) / constant);
    }

    private double staticSlots(double largest) {
        Sizes sizes = settings.sizes();
        double perTaskManager = recordsPerSecondPerSlot.orElseThrow() * sizes.slotsPerTaskManager();
        double wanted = Math.ceil(STATIC_HEADROOM * largest / perTaskManager);
        return sizes.slotsPerTaskManager()
                * Math.max(sizes.minTaskManagers(), Math.min(sizes.maxTaskManagers(), wanted));
    }
}
