package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.process.Installation;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.Peer;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.PrometheusNaming;
import io.foretide.telemetry.flink.PrometheusSource;
import io.foretide.telemetry.prometheus.PromQl;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that scrapes a real Flink tells what Flink itself tells. */
class PrometheusSourceIT {
    private static final String TOPIC = "position-reports";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** 500 records per second and slot. */
    private static final int SERVICE_MICROS = 2_000;

    /** Flink answers with what it knew at the look before, two seconds ago, and asks anew; a scrape is a second old at most. */
    private static final double SECONDS_APART = 4;

    private static final double SMALL_LAG = 200;

    @TempDir
    private Path folder;

    @Test
    void bothSourcesTellTheSameAndWhatIsNotScrapedIsMissing() throws Exception {
        assumeTrue(
                LocalPrometheus.isInstalled(),
                "there is no /usr/bin/prometheus: telemetry from a Prometheus is not tested (apt-get install prometheus)");
        Installation home = Installation.here();
        int reporter = FreePorts.find(1).get(0);
        plugin(folder.resolve("flink/plugins/prometheus"));
        try (LocalKafka kafka = LocalKafka.start(home, folder.resolve("kafka"), Map.of(TOPIC, 4));
                LocalFlink flink = LocalFlink.start(LocalFlinkSettings.of(
                        home,
                        folder.resolve("flink"),
                        List.of(
                                "--bootstrap",
                                kafka.bootstrap(),
                                "--topic",
                                TOPIC,
                                "--group",
                                "it",
                                "--service-micros",
                                String.valueOf(SERVICE_MICROS))));
                ReportProducer producer = new ReportProducer(kafka.bootstrap());
                LocalPrometheus prometheus = LocalPrometheus.start(folder.resolve("prometheus"), reporter)) {
            report(folder.resolve("flink/conf/config.yaml"), reporter);
            flink.taskManagers().add(1);
            FlinkRest rest = FlinkRest.at(flink.restAddress());
            FlinkRestSource.Settings job =
                    new FlinkRestSource.Settings(Optional.of(flink.jobId()), new JobId("positions"), 1);
            TelemetrySource told = new FlinkRestSource(rest, job);
            TelemetrySource scraped = new PrometheusSource(
                    rest,
                    job,
                    new PromQl(HttpAccess.at(
                            new Peer("Prometheus", "source", "url"),
                            prometheus.address().toString())),
                    PrometheusNaming.PLAIN,
                    Optional.empty());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() ->
                            metrics(told).filter(is -> is.lagRecords() < 200).isPresent()
                                    && metrics(scraped).isPresent());

            compare("500 records/s on 2 slots that serve 1,000", told, scraped);
            producer.rate(1_500);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() ->
                            metrics(told).filter(is -> is.lagRecords() > 2_000).isPresent()
                                    && metrics(scraped).isPresent());
            compare("1,500 records/s on 2 slots that serve 1,000", told, scraped);

            prometheus.scrapeNothing();
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                JobSnapshot snapshot = scraped.collect(Instant.now());
                assertThat(snapshot.status()).isEqualTo(JobStatus.RUNNING);
                assertThat(snapshot.metrics()).isEmpty();
                assertThat(snapshot.gap()).isPresent();
            });
            assertThat(metrics(told)).isPresent();
        }
    }

    /** Looks through both every other second and compares the means. */
    private static void compare(String title, TelemetrySource told, TelemetrySource scraped) throws Exception {
        List<JobMetrics> flink = new ArrayList<>();
        List<JobMetrics> prometheus = new ArrayList<>();
        long start = System.nanoTime();
        for (int look = 1; look <= 6; look++) {
            Thread.sleep(Math.max(0, (start + look * 2_000_000_000L - System.nanoTime()) / 1_000_000));
            metrics(told).ifPresent(flink::add);
            metrics(scraped).ifPresent(prometheus::add);
        }
        agree(title + ", demand", flink, prometheus, JobMetrics::demandRecordsPerSecond, 0.05);
        agree(title + ", records in", flink, prometheus, JobMetrics::recordsInPerSecond, 0.05);
        agree(title + ", records out", flink, prometheus, JobMetrics::recordsOutPerSecond, 0.05);
        agreeOnLag(title + ", lag", flink, prometheus);
        // ratios cover ten seconds, which the first looks after a change do not have behind them
        List<JobMetrics> later = flink.subList(flink.size() / 2, flink.size());
        List<JobMetrics> laterScraped = prometheus.subList(prometheus.size() / 2, prometheus.size());
        agree(title + ", busy", later, laterScraped, JobMetrics::busyRatio, 0.1);
        agree(title + ", backpressured", later, laterScraped, metrics -> 1 + metrics.backpressuredRatio(), 0.1);
    }

    private static void agree(
            String title,
            List<JobMetrics> flink,
            List<JobMetrics> prometheus,
            ToDoubleFunction<JobMetrics> figure,
            double part) {
        double told = mean(flink, figure);
        double scraped = mean(prometheus, figure);
        System.err.printf(
                "%s: %.2f by Flink, %.2f by Prometheus (%d and %d looks)%n",
                title, told, scraped, flink.size(), prometheus.size());
        assertThat(scraped).as(title).isCloseTo(told, within(told * part));
    }

    /** A lag that grows is not the same at the moments at which the two have read it. */
    private static void agreeOnLag(String title, List<JobMetrics> flink, List<JobMetrics> prometheus) {
        double growth = Math.max(
                0, mean(flink, JobMetrics::demandRecordsPerSecond) - mean(flink, JobMetrics::recordsInPerSecond));
        double told = mean(flink, JobMetrics::lagRecords);
        double scraped = mean(prometheus, JobMetrics::lagRecords);
        System.err.printf("%s: %.0f by Flink, %.0f by Prometheus, %.0f more a second%n", title, told, scraped, growth);
        assertThat(scraped).as(title).isCloseTo(told, within(SMALL_LAG + SECONDS_APART * growth));
    }

    private static double mean(List<JobMetrics> all, ToDoubleFunction<JobMetrics> figure) {
        return all.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static Optional<JobMetrics> metrics(TelemetrySource source) throws IOException {
        return source.collect(Instant.now()).metrics();
    }

    /** Flink's own reporter, as a plugin in the folder where its processes run. */
    private static void plugin(Path directory) throws IOException {
        URL reporter = Objects.requireNonNull(
                PrometheusSourceIT.class.getResource(
                        "/org/apache/flink/metrics/prometheus/PrometheusReporterFactory.class"),
                "the reporter's jar is on the class path");
        Path jar = Path.of(
                ((JarURLConnection) reporter.openConnection()).getJarFile().getName());
        Files.copy(jar, Files.createDirectories(directory).resolve("reporter.jar"));
    }

    /** TaskManagers that start from now on have a reporter. */
    private static void report(Path config, int port) throws IOException {
        Files.writeString(
                config,
                "metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\n"
                        + "metrics.reporter.prom.port: " + port + "\n",
                StandardOpenOption.APPEND);
    }
}
