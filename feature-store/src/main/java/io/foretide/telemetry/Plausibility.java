package io.foretide.telemetry;

import io.foretide.series.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes out of a snapshot what cannot be, whoever told it: such a figure is missing, so that nothing decides on it or learns from
 * it. Pure.
 */
public final class Plausibility {
    /** A job that stood still for longer was not rescaled, but taken down. */
    public static final Duration LONGEST_RESTART = Duration.ofDays(1);

    /** More than the largest known clusters have by far. */
    public static final int MAX_TASK_MANAGERS = 1_000_000;

    /** Slots of so many, with some for every processor of a large machine. */
    public static final int MAX_SLOTS = 100_000_000;

    /** Who tells figures of the job as a whole. */
    private static final String JOB = "the telemetry";

    private static final double MAX_AGE_SECONDS = Limits.MAX_AGE_MILLIS / 1_000;

    private Plausibility() {}

    /** The snapshot, of which only what can be is left. */
    public static JobSnapshot removed(JobSnapshot snapshot) {
        Capacity capacity = snapshot.capacity();
        if (capacity.taskManagers() > MAX_TASK_MANAGERS || capacity.slots() > MAX_SLOTS) {
            return JobSnapshot.unread(
                    snapshot.job(),
                    snapshot.time(),
                    new MetricsGap.Unread(
                            MetricsGap.Unread.Kind.BAD_ANSWER,
                            JOB + " tells " + capacity.taskManagers() + " TaskManagers and " + capacity.slots()
                                    + " slots: must be at most " + MAX_TASK_MANAGERS + " and " + MAX_SLOTS));
        }
        JobSnapshot possible = snapshot.with(possible(snapshot.taskManagers())).with(possible(snapshot.health()));
        return snapshot.metrics()
                .flatMap(Plausibility::impossible)
                .map(possible::without)
                .orElse(possible);
    }

    private static Optional<MetricsGap> impossible(JobMetrics metrics) {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("recordsInPerSecond", metrics.recordsInPerSecond());
        rates.put("recordsOutPerSecond", metrics.recordsOutPerSecond());
        rates.put("demandRecordsPerSecond", metrics.demandRecordsPerSecond());
        rates.put("bottleneckRecordsPerSecond", metrics.bottleneckRecordsPerSecond());
        return beyond(rates, Limits.MAX_RECORDS_PER_SECOND)
                .or(() -> beyond(Map.of("lagRecords", metrics.lagRecords()), Limits.MAX_RECORDS_WAITING))
                .or(() -> beyond(
                        Map.of("lagSeconds", metrics.lagSeconds()), Limits.MAX_RECORDS_WAITING)) // of one a second
                .or(() -> beyond(ages(metrics.freshness()), MAX_AGE_SECONDS));
    }

    private static Map<String, Double> ages(Freshness freshness) {
        Map<String, Double> ages = new LinkedHashMap<>();
        if (freshness.eventTime() instanceof Freshness.Age.Known known) {
            ages.put(Freshness.EVENT_TIME_METRIC, known.seconds());
        }
        if (freshness.watermark() instanceof Freshness.Age.Known known) {
            ages.put(Freshness.WATERMARK_METRIC, known.seconds());
        }
        return ages;
    }

    private static Optional<MetricsGap> beyond(Map<String, Double> figures, double most) {
        return figures.entrySet().stream()
                .filter(figure -> !(figure.getValue() <= most))
                .findFirst()
                .map(figure ->
                        new MetricsGap.Impossible(JOB, Optional.empty(), figure.getKey(), figure.getValue(), most));
    }

    private static TaskManagerLoad possible(TaskManagerLoad load) {
        return new TaskManagerLoad(ratio(load.cpuRatio()), ratio(load.gcRatio()));
    }

    private static OptionalDouble ratio(OptionalDouble told) {
        return told.isPresent() && told.getAsDouble() >= 0 && told.getAsDouble() <= 1 ? told : OptionalDouble.empty();
    }

    private static JobHealth possible(JobHealth health) {
        return new JobHealth(
                health.lastRestart()
                        .filter(restart -> !restart.isNegative() && restart.compareTo(LONGEST_RESTART) <= 0),
                health.checkpointsFail(),
                health.checkpointed(),
                health.ranAt(),
                health.obstacle(),
                health.room());
    }
}
