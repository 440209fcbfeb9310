package io.foretide.scaler.app.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.forecast.Forecast;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.telemetry.JobMetrics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One job as a fleet shows it. Rates in records/s, lag in seconds; what is not known is left out.
 *
 * @param state served, waiting (for what it names), overdue (its ticks do not end) or invalid (its configuration)
 * @param forecastPeak median of the largest load within the horizon
 * @param forecastPeakAt when it is expected
 * @param load mean of each of the last 48 half hours, oldest first
 * @param slotsPast the same of slots
 * @param savedShare of the slot-hours of a constant size for the last seven days' peak
 * @param reason of the newest decision, with what became of it
 * @param problems of its configuration
 * @param conditions what is not as it should be
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record JobRow(
        String name,
        Optional<String> namespace,
        String state,
        Optional<Integer> priority,
        Optional<String> mode,
        Optional<Integer> taskManagers,
        Optional<Integer> taskManagersRecommended,
        Optional<Integer> slots,
        Optional<Integer> slotsRecommended,
        Optional<Double> demand,
        Optional<Double> forecastPeak,
        Optional<Instant> forecastPeakAt,
        Optional<Double> lagSeconds,
        Optional<Double> lagObjectiveSeconds,
        List<Optional<Double>> load,
        List<Optional<Double>> slotsPast,
        Optional<Double> savedShare,
        Optional<String> reason,
        List<String> problems,
        List<String> conditions) {
    static final String SERVED = "served";
    static final String WAITING = "waiting";
    static final String OVERDUE = "overdue";
    static final String INVALID = "invalid";

    static final List<String> STATES = List.of(SERVED, WAITING, OVERDUE, INVALID);

    private static final double MEDIAN = 0.5;

    JobRow {
        load = List.copyOf(load);
        slotsPast = List.copyOf(slotsPast);
        problems = List.copyOf(problems);
        conditions = List.copyOf(conditions);
    }

    /** How a job stands: as it is said, and as it is served, which may be as it was said before. */
    static JobRow of(FleetConfig.Job said, Optional<ServedJob> served) {
        Optional<ForetideConfig> config = served.map(ServedJob::config);
        Optional<TickReport> tick = served.flatMap(ServedJob::service).flatMap(service -> service.newest());
        Optional<PlannerSettings> planner = config.map(ForetideConfig::planner);
        int slotsEach = planner.map(PlannerSettings::slotsPerTaskManager).orElse(1);
        Optional<Integer> size = tick.map(report -> report.state().taskManagers());
        Optional<Integer> wanted = tick.map(TickReport::recommended);
        Optional<JobMetrics> metrics = tick.flatMap(report -> report.snapshot().metrics());
        return new JobRow(
                said.name(),
                config.flatMap(one -> KubernetesSettings.of(one.target())).map(KubernetesSettings::namespace),
                state(said, served),
                config.map(ForetideConfig::priority),
                tick.flatMap(TickReport::target).map(TargetSnapshot::mode).map(mode -> mode.word()),
                size,
                wanted,
                size.map(count -> count * slotsEach),
                wanted.map(count -> count * slotsEach),
                metrics.map(JobMetrics::demandRecordsPerSecond),
                tick.flatMap(TickReport::forecast).map(JobRow::peak),
                tick.flatMap(TickReport::forecast).map(JobRow::peakAt),
                metrics.flatMap(now -> planner.map(settings -> settings.lagSeconds(now)))
                        .filter(Double::isFinite),
                planner.map(settings -> (double) settings.sloLag().toMillis() / 1000),
                served.map(job -> job.course().load()).orElse(List.of()),
                served.map(job -> job.course().slots()).orElse(List.of()),
                served.map(job -> job.course().savedShare())
                        .filter(share -> share.isPresent())
                        .map(share -> share.getAsDouble()),
                tick.map(TickReport::sentence),
                said.problems(),
                served.map(job -> job.front().conditions().all().stream()
                                .map(Condition::sentence)
                                .toList())
                        .orElse(List.of()));
    }

    /** Whether name, namespace or state has {@code part}, which is in lower case. */
    boolean matches(String part) {
        return Stream.of(name, namespace.orElse(""), state)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
    }

    private static double peak(Forecast forecast) {
        return forecast.path(MEDIAN).max();
    }

    private static Instant peakAt(Forecast forecast) {
        Forecast.Path path = forecast.path(MEDIAN);
        int steps = path.values().size();
        int highest = IntStream.range(0, steps)
                .boxed()
                .max(Comparator.comparingDouble(path::at))
                .orElse(0);
        return forecast.origin().plus(forecast.horizon().step().multipliedBy(highest + 1L));
    }

    private static String state(FleetConfig.Job said, Optional<ServedJob> served) {
        if (said.config().isEmpty()) {
            return INVALID;
        }
        return served.flatMap(ServedJob::service)
                .map(service -> service.health().ready() ? SERVED : OVERDUE)
                .orElse(WAITING);
    }
}
