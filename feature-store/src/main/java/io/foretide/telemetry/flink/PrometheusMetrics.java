package io.foretide.telemetry.flink;

import io.foretide.telemetry.flink.PrometheusNaming.Label;
import io.foretide.telemetry.prometheus.PromQl;
import io.foretide.telemetry.prometheus.TimedSeries;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metrics as a Prometheus has scraped them from Flink's reporter: of each subtask those of the newest scrape that still counts.
 * A subtask of which Prometheus says that it is gone has none. Thread-safe.
 */
final class PrometheusMetrics implements MetricsPeer {
    static final String BUSY = "accumulateBusyTimeMs";
    private static final String OPERATOR = "operator_";
    private static final String OFFSET = "KafkaSourceReader_topic_partition_currentOffset";
    private static final String ASSIGNED = "KafkaSourceReader_KafkaConsumer_assigned_partitions";
    static final String METRICS = BUSY
            + "|accumulateIdleTimeMs|accumulateBackPressuredTimeMs|numRecordsIn|numRecordsOut|" + OPERATOR
            + "(numRecordsIn|numRecordsOut|(.+_)?" + SourceOperator.PENDING + "|" + ASSIGNED + "|" + OFFSET + ")";

    /** Between the two queries; one second for the fraction that is cut off. */
    private static final long SLACK_SECONDS = 5;

    private final PromQl prometheus;
    private final PrometheusNaming naming;

    PrometheusMetrics(PromQl prometheus, PrometheusNaming naming) {
        this.prometheus = prometheus;
        this.naming = naming;
    }

    @Override
    public Look look(JobDetail job) throws IOException {
        Scrape scrape = Scrape.of(newest(job.id()), naming);
        if (scrape.times().isEmpty()) {
            return new Scraped(Map.of(), "");
        }
        String query = "{__name__=~\"" + naming.task("") + "(" + METRICS + ")\"," + naming.job(job.id()) + "}["
                + (scrape.ageSeconds() + SLACK_SECONDS) + "s]";
        Map<String, Map<String, Double>> values = new HashMap<>();
        for (TimedSeries series : prometheus.instant(query)) {
            String subtask = series.label(naming.of(Label.SUBTASK));
            String vertex = series.label(naming.of(Label.VERTEX));
            Optional<Instant> time = scrape.time(series, naming);
            series.samples().stream()
                    .filter(sample -> time.equals(Optional.of(sample.time())))
                    .forEach(sample -> values.computeIfAbsent(vertex, id -> new HashMap<>())
                            .put(
                                    subtask + "." + name(series),
                                    Double.isFinite(sample.value()) ? sample.value() : Double.NaN));
        }
        return new Scraped(values, " " + String.join(" ", new TreeSet<>(scrape.attempts())));
    }

    /** When each subtask was scraped last; those that the newest scrape of their TaskManager did not find are not there. */
    List<TimedSeries> newest(String job) throws IOException {
        return prometheus.instant("timestamp(" + naming.task(BUSY) + "{" + naming.job(job) + "})");
    }

    /** The name that Flink's REST interface has for it, without the subtask's number. */
    private String name(TimedSeries series) {
        String metric = series.label("__name__").substring(naming.task("").length());
        if (!metric.startsWith(OPERATOR)) {
            return metric;
        }
        String scope = series.label(naming.of(Label.OPERATOR)).replaceAll("[^A-Za-z0-9_]", "_") + ".";
        String own = metric.substring(OPERATOR.length());
        return scope
                + switch (own) {
                    case ASSIGNED -> "KafkaSourceReader.KafkaConsumer.assigned-partitions";
                    case OFFSET ->
                        "KafkaSourceReader.topic." + series.label("topic") + ".partition." + series.label("partition")
                                + ".currentOffset";
                    default -> own.replaceFirst("_" + SourceOperator.PENDING + "$", "." + SourceOperator.PENDING);
                };
    }

    /**
     * The newest scrapes.
     *
     * @param times by vertex and number of the subtask
     * @param twice subtasks of which two attempts were scraped: one is gone, and Prometheus does not know yet
     */
    private record Scrape(Map<String, Instant> times, Set<String> twice, Set<String> attempts, long ageSeconds) {
        static Scrape of(List<TimedSeries> newest, PrometheusNaming naming) {
            Map<String, Instant> times = new HashMap<>();
            Set<String> twice = new HashSet<>();
            Set<String> attempts = new HashSet<>();
            long age = 0;
            for (TimedSeries series : newest) {
                TimedSeries.Sample sample = series.samples().get(0);
                Instant scraped = Instant.ofEpochMilli(Math.round(sample.value() * 1_000));
                String subtask = subtask(series, naming);
                if (times.put(subtask, scraped) != null) {
                    twice.add(subtask);
                }
                attempts.add(series.label(naming.of(Label.ATTEMPT)));
                age = Math.max(age, sample.time().getEpochSecond() - scraped.getEpochSecond());
            }
            return new Scrape(times, twice, attempts, age);
        }

        Optional<Instant> time(TimedSeries series, PrometheusNaming naming) {
            String subtask = subtask(series, naming);
            return twice.contains(subtask) ? Optional.empty() : Optional.ofNullable(times.get(subtask));
        }

        private static String subtask(TimedSeries series, PrometheusNaming naming) {
            return series.label(naming.of(Label.VERTEX)) + "/" + series.label(naming.of(Label.SUBTASK));
        }
    }

    private record Scraped(Map<String, Map<String, Double>> values, String attempt) implements Look {
        @Override
        public Optional<List<String>> names(String vertex) {
            return Optional.ofNullable(values.get(vertex))
                    .map(of -> of.keySet().stream()
                            .map(Scraped::withoutSubtask)
                            .distinct()
                            .sorted()
                            .toList());
        }

        @Override
        public Map<String, Double> values(String vertex, List<String> names) {
            return values.getOrDefault(vertex, Map.of());
        }

        @Override
        public Optional<Map<String, Double>> smallest(String vertex, List<String> names) {
            Map<String, Double> smallest = new HashMap<>();
            values(vertex, names).forEach((name, value) -> {
                if (names.contains(withoutSubtask(name))) {
                    smallest.merge(withoutSubtask(name), value, Math::min);
                }
            });
            return Optional.of(smallest);
        }

        private static String withoutSubtask(String name) {
            return name.substring(name.indexOf('.') + 1);
        }
    }
}
