package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.prometheus.FakePrometheus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusChecksTest {
    private static final String TASK = "flink_taskmanager_job_task_";
    private static final String BUSY = TASK + "accumulateBusyTimeMs{job_id=\"11\"}";

    @TempDir
    Path folder;

    private final FakeFlink flink = FakeFlink.tuned();
    private final FakePrometheus prometheus = new FakePrometheus();
    private int subtasks = 8;
    private int interval = 15;
    private List<String> metrics = List.of(
            "accumulateBusyTimeMs",
            "accumulateIdleTimeMs",
            "accumulateBackPressuredTimeMs",
            "numRecordsIn",
            "numRecordsOut",
            "operator_numRecordsIn",
            "operator_pendingRecords");

    @BeforeEach
    void answer() {
        prometheus.answer = path -> {
            if (path.contains("count by")) {
                return FakePrometheus.vector(metrics.stream()
                        .map(name -> "{\"metric\":{\"__name__\":\"" + TASK + name + "\"},\"value\":[0,\"4\"]}")
                        .collect(Collectors.joining(",")));
            }
            return path.contains("[10m]")
                    ? FakePrometheus.matrix("{\"metric\":{},\"values\":[[0,\"1\"],[" + interval + ",\"2\"],["
                            + 2 * interval + ",\"3\"]]}")
                    : FakePrometheus.vector(
                            String.join(",", Collections.nCopies(subtasks, "{\"metric\":{},\"value\":[0,\"1\"]}")));
        };
    }

    @AfterEach
    void stop() {
        flink.close();
        prometheus.close();
    }

    private List<Check> checks(String... more) {
        String source = "source: {type: prometheus, url: \"" + prometheus.address() + "\""
                + Arrays.stream(more).map(key -> ", " + key).collect(Collectors.joining()) + "}";
        return new SourceChecks(Configurations.of(folder, flink.address(), Configurations.DRY_RUN, source)).all();
    }

    private Finding finding(String name) {
        return checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    @Test
    void findsNothingWrongWhereEverythingIsScraped() {
        assertThat(checks())
                .allSatisfy(check -> assertThat(check.finding().level()).isEqualTo(Level.OK));
        assertThat(checks())
                .extracting(Check::name)
                .containsExactly("answers", "job", "metrics", "lag", "scrape interval");
        assertThat(finding("job").found()).isEqualTo("8 subtasks are scraped");
        assertThat(finding("scrape interval").found()).isEqualTo("15s");
    }

    @Test
    void aJobOfWhichNothingIsScrapedIsSaidWithTheReporterThatIsMissing() {
        subtasks = 0;
        assertThat(finding("job"))
                .isEqualTo(Finding.problem(
                        "nothing is scraped of it: no series is " + BUSY,
                        Fix.flink("metrics.reporter.prom.factory.class:"
                                + " org.apache.flink.metrics.prometheus.PrometheusReporterFactory")));
    }

    @Test
    void metricsThatAreFilteredAreNamed() {
        metrics = metrics.subList(0, 5);
        assertThat(finding("metrics")).isEqualTo(Finding.problem("not there: " + TASK + "operator_numRecordsIn"));
        assertThat(finding("lag").level()).isEqualTo(Level.WARNING);
    }

    @Test
    void scrapesHaveToBeMoreFrequentThanLooks() {
        interval = 60;
        assertThat(finding("scrape interval"))
                .isEqualTo(Finding.warning(
                        "1m: looks that find no newer scrape have no metrics",
                        new Fix("Prometheus's configuration", "scrape_interval: 30s")));
    }

    @Test
    void aPrometheusThatDoesNotAnswerAndFilesThatAreNotThereAreSaid() {
        prometheus.close();
        assertThat(finding("answers").level()).isEqualTo(Level.NO_ANSWER);
        assertThat(checks("auth: {tokenFile: none}"))
                .containsExactly(new Check(
                        "Source",
                        "files",
                        Finding.problem("source.auth.tokenFile none: must be a file; there is none")));
    }

    @Test
    void whoMayNotAskIsToldWhichKeyOfTheSourceToSet() {
        prometheus.status = 401;
        assertThat(finding("answers").fix()).contains(Fix.ours("source: {auth: {user: ..., passwordFile: ...}}"));
    }
}
