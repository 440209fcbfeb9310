package io.foretide.scaler.app.fleet;

import io.foretide.forecast.Forecast;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.telemetry.JobMetrics;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A job at a moment, of which each figure is found when it is asked for: cheap to make of every job of a fleet, to choose and to
 * sort by. Rates in records/s, lag in seconds.
 *
 * @param said as it is said
 * @param served as it is served, which may be as it was said before
 * @param owner the replica that serves it, where several share the jobs
 * @param tick the newest
 */
record JobView(FleetConfig.Job said, Optional<ServedJob> served, Optional<String> owner, Optional<TickReport> tick) {
    private static final double MEDIAN = 0.5;

    static JobView of(FleetConfig.Job said, Optional<ServedJob> served, Optional<String> owner) {
        return new JobView(said, served, owner, served.flatMap(ServedJob::newest));
    }

    String name() {
        return said.name();
    }

    Optional<ForetideConfig> config() {
        return served.map(ServedJob::config).or(said::config);
    }

    Optional<PlannerSettings> planner() {
        return config().map(ForetideConfig::planner);
    }

    Optional<String> namespace() {
        return config().flatMap(one -> KubernetesSettings.of(one.target())).map(KubernetesSettings::namespace);
    }

    /** One of {@link JobRow#STATES}. */
    String state() {
        if (said.config().isEmpty()) {
            return JobRow.INVALID;
        }
        if (served.isEmpty() && owner.isPresent()) {
            return JobRow.ELSEWHERE;
        }
        return served.flatMap(ServedJob::service)
                .map(service -> service.health().ready() ? JobRow.SERVED : JobRow.OVERDUE)
                .orElse(JobRow.WAITING);
    }

    Optional<Integer> priority() {
        return config().map(ForetideConfig::priority);
    }

    Optional<Integer> taskManagers() {
        return tick.map(report -> report.state().taskManagers());
    }

    Optional<Integer> taskManagersRecommended() {
        return tick.map(TickReport::recommended);
    }

    Optional<Integer> slots() {
        return taskManagers().map(this::slotsOf);
    }

    Optional<Integer> slotsRecommended() {
        return taskManagersRecommended().map(this::slotsOf);
    }

    private int slotsOf(int taskManagers) {
        return taskManagers
                * planner().map(PlannerSettings::slotsPerTaskManager).orElse(1);
    }

    private Optional<JobMetrics> metrics() {
        return tick.flatMap(report -> report.snapshot().metrics());
    }

    Optional<Double> demand() {
        return metrics().map(JobMetrics::demandRecordsPerSecond);
    }

    /** The median path of the newest forecast. */
    Optional<Forecast.Path> expected() {
        return tick.flatMap(TickReport::forecast).map(forecast -> forecast.path(MEDIAN));
    }

    /** Median of the largest load within the horizon. */
    Optional<Double> forecastPeak() {
        return expected().map(Forecast.Path::max);
    }

    Optional<Double> lagSeconds() {
        return metrics()
                .flatMap(now -> planner().map(settings -> settings.lagSeconds(now)))
                .filter(Double::isFinite);
    }

    /** Share of the slot-hours of a constant size for the last seven days' peak. */
    Optional<Double> savedShare() {
        return served.map(job -> job.course().savedShare())
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble);
    }

    /** Whether name, namespace or state has {@code part}, which is in lower case. */
    boolean matches(String part) {
        return part.isEmpty()
                || Stream.of(name(), namespace().orElse(""), state())
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
    }
}
