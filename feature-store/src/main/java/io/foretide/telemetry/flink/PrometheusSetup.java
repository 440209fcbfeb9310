package io.foretide.telemetry.flink;

import io.foretide.telemetry.flink.PrometheusNaming.Label;
import io.foretide.telemetry.prometheus.PromQl;
import io.foretide.telemetry.prometheus.TimedSeries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a Prometheus has of a job.
 *
 * @param subtasks that it scrapes
 * @param query that finds them
 * @param interval between two scrapes; empty if there was none before the newest
 * @param missing names of metrics that are needed and not there
 * @param reportsLag whether any source tells how much waits
 */
public record PrometheusSetup(
        int subtasks, String query, Optional<Duration> interval, List<String> missing, boolean reportsLag) {
    private static final List<String> NEEDED = List.of(
            PrometheusMetrics.BUSY,
            "accumulateIdleTimeMs",
            "accumulateBackPressuredTimeMs",
            "numRecordsIn",
            "numRecordsOut",
            "operator_numRecordsIn");
    private static final int MINUTES = 10;

    public PrometheusSetup {
        missing = List.copyOf(missing);
    }

    /**
     * Asks for a job by Flink's id of it.
     *
     * @throws IOException if Prometheus does not answer
     */
    public static PrometheusSetup read(PromQl prometheus, PrometheusNaming naming, String job) throws IOException {
        String query = naming.task(PrometheusMetrics.BUSY) + "{" + naming.job(job) + "}";
        int subtasks = prometheus.instant(query).size();
        List<TimedSeries> first = prometheus.instant(naming.task(PrometheusMetrics.BUSY) + "{" + naming.job(job) + ","
                + naming.of(Label.SUBTASK) + "=\"0\"}[" + MINUTES + "m]");
        Set<String> names = prometheus
                .instant("count by (__name__) ({__name__=~\"" + naming.task("") + "(" + PrometheusMetrics.METRICS
                        + ")\"," + naming.job(job) + "})")
                .stream()
                .map(series -> series.label("__name__"))
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>(NEEDED.stream().map(naming::task).toList());
        missing.removeAll(names);
        return new PrometheusSetup(
                subtasks,
                query,
                first.stream().flatMap(series -> interval(series).stream()).min(Duration::compareTo),
                missing,
                names.stream().anyMatch(name -> name.endsWith(SourceOperator.PENDING)));
    }

    private static Optional<Duration> interval(TimedSeries series) {
        int scrapes = series.samples().size();
        return scrapes < 2
                ? Optional.empty()
                : Optional.of(Duration.between(
                                series.samples().get(0).time(),
                                series.samples().get(scrapes - 1).time())
                        .dividedBy(scrapes - 1));
    }
}
