package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusSourceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final FlinkRestSource.Settings SETTINGS =
            new FlinkRestSource.Settings(Optional.of("orders"), new JobId("orders"), 1);

    private final FakeFlink flink = new FakeFlink();
    private final Scrapes scrapes = new Scrapes(flink, Map.of());
    private final ObservedJob job = new ObservedJob();
    private final PrometheusSource source = source(scrapes, PrometheusNaming.PLAIN);

    @AfterEach
    void stop() {
        flink.close();
        scrapes.close();
    }

    private PrometheusSource source(Scrapes of, PrometheusNaming naming) {
        return new PrometheusSource(flink.rest(), SETTINGS, of.client(), naming, Optional.empty());
    }

    /** What is known so many seconds after the job began to run. */
    private JobSnapshot look(int second) throws IOException {
        job.show(flink, second);
        scrapes.scrape(second);
        return source.collect(NOW);
    }

    private void join() {
        job.vertex("a", "Source: orders")
                .reads("Source__orders", 1_000, second -> 20 * second)
                .partitions(8)
                .busy(0.3);
        job.vertex("b", "Source: rates")
                .reads("Source__rates", 50, second -> 0, "numRecordsOut")
                .busy(0.1);
        job.vertex("c", "join", "a", "b").takes(1_050).busy(0.9, 0.2).backpressured(0.05);
    }

    @Test
    void theFiguresAreThoseThatFlinkItselfTells() throws IOException {
        join();
        FlinkRestSource rest = new FlinkRestSource(
                flink.rest(), SETTINGS, new RestMetrics(flink.rest()), Optional.empty(), Duration.ZERO);
        for (int second = 60; second <= 180; second += 60) {
            JobSnapshot scraped = look(second);
            JobSnapshot told = rest.collect(NOW);
            assertThat(scraped).isEqualTo(told);
            assertThat(scraped.metrics().isPresent()).isEqualTo(second > 60);
        }
    }

    @Test
    void ratesAreOfTheScrapesWhoeverLooksAndWhenever() throws IOException {
        join();
        look(60);
        JobMetrics metrics = look(105).metrics().orElseThrow();
        assertThat(metrics.recordsInPerSecond()).isEqualTo(1_050, within(1e-9));
        assertThat(metrics.demandRecordsPerSecond()).isGreaterThan(1_065);
        assertThat(metrics.lagRecords()).isEqualTo(2_100);
        assertThat(metrics.busyRatio()).isEqualTo(0.9, within(1e-9));
        assertThat(metrics.sourcesWithoutLag()).containsExactly("Source__rates");
    }

    @Test
    void whereNothingWasScrapedAnewMetricsAreMissingAndNotZero() throws IOException {
        join();
        look(60);
        assertThat(look(120).metrics()).isPresent();
        JobSnapshot stale = source.collect(NOW);
        assertThat(stale.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(stale.metrics()).isEmpty();
        assertThat(look(180).metrics()).isPresent();
    }

    @Test
    void aSubtaskThatIsNotScrapedAnyMoreIsMissingByName() throws IOException {
        join();
        look(60);
        scrapes.gone.add("c/3");
        JobSnapshot snapshot = look(120);
        assertThat(snapshot.metrics()).isEmpty();
        assertThat(snapshot.gap()).contains(new MetricsGap.Missing("join", Optional.empty(), "accumulateBusyTimeMs"));
    }

    @Test
    void aMetricThatTheReporterLeavesOutIsMissingByName() throws IOException {
        join();
        job.show(flink, 60);
        flink.remove("c", "2.numRecordsIn");
        scrapes.scrape(60);
        assertThat(source.collect(NOW).gap())
                .contains(new MetricsGap.Missing("join", Optional.empty(), "numRecordsIn"));
    }

    @Test
    void whileTheAttemptBeforeStillSeemsToBeThereNothingIsKnown() throws IOException {
        join();
        look(60);
        scrapes.twice.add("a/0");
        assertThat(look(120).metrics()).isEmpty();
    }

    @Test
    void countersOfAnotherAttemptAreNotSubtracted() throws IOException {
        join();
        look(60);
        scrapes.attempt = "second";
        assertThat(look(120).metrics()).isEmpty();
        assertThat(look(180).metrics()).isPresent();
    }

    @Test
    void aKafkaSourceThatHasNotReadEachPartitionDoesNotTellItsLagYet() throws IOException {
        job.vertex("a", "Source: orders")
                .reads("Source__orders", 100, second -> 0)
                .parallelism(1, 128)
                .partitions(2);
        String offset = "0.Source__orders.KafkaSourceReader.topic.orders.partition.%d.currentOffset";
        job.show(flink, 10);
        flink.put("a", offset.formatted(0), 5);
        flink.put("a", offset.formatted(1), -1);
        scrapes.scrape(10);
        source.collect(NOW);
        assertThat(look(20).metrics()).as("one is not read").isEmpty();
        flink.put("a", offset.formatted(1), 7);
        look(22);
        assertThat(look(28).metrics()).isPresent();
    }

    @Test
    void aWatermarkIsAsOldAsItWasWhenItWasScraped() throws IOException {
        join();
        for (int second = 60; second <= 120; second += 60) {
            for (int subtask = 0; subtask < 4; subtask++) {
                // the scrape is 6.75 s ago
                flink.put("c", subtask + ".currentInputWatermark", 1_800_000_000_000.0 + 1_000 * second - 10_000);
            }
            JobSnapshot snapshot = look(second);
            if (second == 120) {
                assertThat(snapshot.metrics().orElseThrow().freshness().watermark())
                        .isEqualTo(new Freshness.Age.Known(3.25));
            }
        }
    }

    @Test
    void namesOfOthersAreReadAndTheClusterIsSelected() throws IOException {
        join();
        try (Scrapes renamed = new Scrapes(flink, Map.of("task_id", "vertex", "subtask_index", "n"))) {
            PrometheusSource of = source(
                    renamed,
                    new PrometheusNaming(
                            "flink_",
                            Map.of("task_id", "vertex", "subtask_index", "n", "job_id", "exported_job_id"),
                            Map.of("namespace", "a \"b\" \\c")));
            for (int second = 60; second <= 120; second += 60) {
                job.show(flink, second);
                renamed.scrape(second);
                assertThat(of.collect(NOW).metrics().isPresent()).isEqualTo(second == 120);
            }
            assertThat(renamed.prometheus.requests.get(0))
                    .isEqualTo("/api/v1/query?query=timestamp(flink_taskmanager_job_task_accumulateBusyTimeMs"
                            + "{namespace=\"a \\\"b\\\" \\\\c\",exported_job_id=\"11\"})");
            assertThat(renamed.prometheus.requests.get(1))
                    .startsWith("/api/v1/query?query={__name__=~\"flink_taskmanager_job_task_(accumulateBusyTimeMs|")
                    .endsWith("{namespace=\"a \\\"b\\\" \\\\c\",exported_job_id=\"11\"}[11s]".substring(1));
        }
    }

    @Test
    void aPrometheusThatDoesNotAnswerIsNamed() {
        join();
        job.show(flink, 60);
        scrapes.prometheus.close();
        assertThatThrownBy(() -> source.collect(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Prometheus at " + scrapes.prometheus.address() + " cannot be reached");
    }

    @Test
    void aLabelThatIsNotReadCannotBeCalledOtherwise() {
        assertThatThrownBy(() -> new PrometheusNaming("flink_", Map.of("host", "h"), Map.of()))
                .hasMessage("relabelled host: must be of job_id, task_id, subtask_index, task_attempt_id and"
                        + " operator_name");
    }
}
