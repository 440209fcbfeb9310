package io.foretide.scaler.app.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.forecast.Forecast;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One job as a fleet shows it. Rates in records/s, lag in seconds; what is not known is left out.
 *
 * @param owner the replica that serves it, where several share the jobs
 * @param state served, waiting (for what it names), overdue (its ticks do not end), invalid (its configuration) or elsewhere
 *     (another replica's, which tells the rest)
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
        Optional<String> owner,
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
    static final String ELSEWHERE = "elsewhere";

    static final List<String> STATES = List.of(SERVED, WAITING, OVERDUE, INVALID, ELSEWHERE);

    JobRow {
        load = List.copyOf(load);
        slotsPast = List.copyOf(slotsPast);
        problems = List.copyOf(problems);
        conditions = List.copyOf(conditions);
    }

    /** How a job stands. */
    static JobRow of(JobView job) {
        return new JobRow(
                job.name(),
                job.namespace(),
                job.owner(),
                job.state(),
                job.priority(),
                job.tick().flatMap(TickReport::target).map(TargetSnapshot::mode).map(mode -> mode.word()),
                job.taskManagers(),
                job.taskManagersRecommended(),
                job.slots(),
                job.slotsRecommended(),
                job.demand(),
                job.forecastPeak(),
                job.tick()
                        .flatMap(TickReport::forecast)
                        .flatMap(forecast -> job.expected().map(path -> peakAt(forecast, path))),
                job.lagSeconds(),
                job.planner().map(settings -> (double) settings.sloLag().toMillis() / 1000),
                job.served().map(served -> served.course().load()).orElse(List.of()),
                job.served().map(served -> served.course().slots()).orElse(List.of()),
                job.savedShare(),
                job.tick().map(TickReport::sentence),
                job.said().problems(),
                job.served()
                        .map(served -> served.front().conditions().all().stream()
                                .map(Condition::sentence)
                                .toList())
                        .orElse(List.of()));
    }

    private static Instant peakAt(Forecast forecast, Forecast.Path path) {
        int steps = path.values().size();
        int highest = IntStream.range(0, steps)
                .boxed()
                .max(Comparator.comparingDouble(path::at))
                .orElse(0);
        return forecast.origin().plus(forecast.horizon().step().multipliedBy(highest + 1L));
    }
}
