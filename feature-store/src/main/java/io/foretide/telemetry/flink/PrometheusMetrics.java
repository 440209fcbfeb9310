package io.foretide.telemetry.flink;

import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.flink.PrometheusNaming.Label;
import io.foretide.telemetry.prometheus.PromQl;
import io.foretide.telemetry.prometheus.TimedSeries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Metrics as a Prometheus has scraped them from Flink's reporter: of each subtask those of the newest scrape that still counts.
 * A subtask of which Prometheus says that it is gone has none. Thread-safe.
 */
final class PrometheusMetrics implements MetricsPeer {
    static final String BUSY = "accumulateBusyTimeMs";
    private static final String OPERATOR = "operator_";
    private static final String WATERMARK = "currentInputWatermark";
    private static final String OFFSET = "KafkaSourceReader_topic_partition_currentOffset";
    private static final String ASSIGNED = "KafkaSourceReader_KafkaConsumer_assigned_partitions";
    static final String METRICS = BUSY
            + "|accumulateIdleTimeMs|accumulateBackPressuredTimeMs|numRecordsIn|numRecordsOut|"
            + WATERMARK + "|" + OPERATOR + "(numRecordsIn|numRecordsOut|(.+_)?" + SourceOperator.PENDING + "|"
            + ASSIGNED + "|"
            + OFFSET + "|" + Freshness.EVENT_TIME_METRIC + "|" + Freshness.WATERMARK_METRIC + "|sourceIdleTime)";

    /** Between the two queries; one second for the fraction that is cut off. */
    private static final long SLACK_SECONDS = 5;

    /** No time is later, nor is there one that cannot be computed with. */
    private static final double MAX_SECONDS = 1e11;

    private final PromQl prometheus;
    private final PrometheusNaming naming;

    PrometheusMetrics(PromQl prometheus, PrometheusNaming naming) {
        this.prometheus = prometheus;
        this.naming = naming;
    }

    @Override
    public Look look(JobDetail job) throws IOException {
        Scrape scrape = Scrape.of(newest(job.id()), naming);
        if (scrape.subtasks().isEmpty()) {
            return new Scraped(Map.of(), "");
        }
        String query = "{__name__=~\"" + naming.task("") + "(" + METRICS + ")\"," + naming.job(job.id()) + "}["
                + (scrape.ageSeconds() + SLACK_SECONDS) + "s]";
        Map<String, Map<String, Double>> values = new HashMap<>();
        for (TimedSeries series : prometheus.instant(query)) {
            String subtask = series.label(naming.of(Label.SUBTASK));
            String vertex = series.label(naming.of(Label.VERTEX));
            if (!series.label("__name__").startsWith(naming.task(""))) {
                continue; // not what was asked for
            }
            String name = name(series);
            Optional<Seen> seen = scrape.seen(series, naming);
            series.samples().stream()
                    .filter(sample ->
                            seen.filter(one -> one.at().equals(sample.time())).isPresent())
                    .forEach(sample -> values.computeIfAbsent(vertex, id -> new HashMap<>())
                            .put(subtask + "." + name, value(name, sample.value(), seen.orElseThrow())));
        }
        return new Scraped(values, " " + String.join(" ", new TreeSet<>(scrape.attempts())));
    }

    /** A watermark is moved to the present, as the clock that it is compared with: its age is that of the scrape. */
    private static double value(String name, double scraped, Seen seen) {
        double value = Double.isFinite(scraped) ? scraped : Double.NaN;
        return name.equals(WATERMARK) ? value + seen.ageMillis() : value;
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

    /** When a subtask was scraped, and how long that is ago by the clock of Prometheus. */
    private record Seen(Instant at, long ageMillis) {}

    /**
     * The newest scrapes.
     *
     * @param subtasks by vertex and number
     * @param twice subtasks of which two attempts were scraped: one is gone, and Prometheus does not know yet
     */
    private record Scrape(Map<String, Seen> subtasks, Set<String> twice, Set<String> attempts) {
        static Scrape of(List<TimedSeries> newest, PrometheusNaming naming) {
            Map<String, Seen> subtasks = new HashMap<>();
            Set<String> twice = new HashSet<>();
            Set<String> attempts = new HashSet<>();
            for (TimedSeries series : newest) {
                TimedSeries.Sample sample = series.samples().get(0);
                if (!(sample.value() >= 0 && sample.value() < MAX_SECONDS)) {
                    continue; // no time
                }
                Instant scraped = Instant.ofEpochMilli(Math.round(sample.value() * 1_000));
                String subtask = subtask(series, naming);
                Seen seen = new Seen(
                        scraped, Duration.between(scraped, sample.time()).toMillis());
                if (subtasks.put(subtask, seen) != null) {
                    twice.add(subtask);
                }
                attempts.add(series.label(naming.of(Label.ATTEMPT)));
            }
            return new Scrape(subtasks, twice, attempts);
        }

        Optional<Seen> seen(TimedSeries series, PrometheusNaming naming) {
            String subtask = subtask(series, naming);
            return twice.contains(subtask) ? Optional.empty() : Optional.ofNullable(subtasks.get(subtask));
        }

        /** How long the oldest of them is ago. */
        long ageSeconds() {
            return subtasks.values().stream().mapToLong(Seen::ageMillis).max().orElse(0) / 1_000;
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
        public Map<String, List<String>> names(List<String> vertices) {
            return vertices.stream()
                    .collect(Collectors.toMap(
                            vertex -> vertex, vertex -> names(vertex).orElse(List.of())));
        }

        @Override
        public Map<String, Map<String, Double>> values(Map<String, List<String>> names) {
            return names.keySet().stream().collect(Collectors.toMap(vertex -> vertex, vertex -> values(vertex)));
        }

        private Map<String, Double> values(String vertex) {
            return values.getOrDefault(vertex, Map.of());
        }

        @Override
        public Optional<Map<String, Double>> smallest(String vertex, List<String> names) {
            Map<String, Double> smallest = new HashMap<>();
            values(vertex).forEach((name, value) -> {
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
