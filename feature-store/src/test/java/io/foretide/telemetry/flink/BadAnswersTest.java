package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.prometheus.FakePrometheus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a peer answers, it is refused in a sentence or it is missing: it never becomes a figure, nor another exception. */
class BadAnswersTest {
    private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

    /** What is no answer to anything that is asked for. */
    private static final List<String> NONSENSE = List.of(
            "",
            "null",
            "[]",
            "{}",
            "7",
            "[null]",
            "[[{\"id\":null}]]",
            "<html>log in</html>",
            "[".repeat(5_000),
            "9".repeat(5_000));

    private final FakeFlink flink = new FakeFlink();
    private final FakePrometheus prometheus = new FakePrometheus();

    @AfterEach
    void stop() {
        flink.close();
        prometheus.close();
    }

    static Stream<String> paths() {
        return Stream.of(
                "/overview",
                "/jobs/overview",
                "/jobs/11",
                "/jobs/11/checkpoints",
                "/jobs/11/rescales/overview",
                "/taskmanagers/metrics",
                "/jobs/11/vertices/a0/subtasks/metrics",
                "/jobs/11/vertices/a0/metrics");
    }

    /** Only {@code path} is answered badly; what is seen of the rest may be told. */
    @ParameterizedTest
    @MethodSource("paths")
    void whatFlinkAnswersIsNeverTakenForAFigure(String path) {
        flink.source(0, 100, 0);
        flink.source(1, 100, 0);
        FlinkRest rest = flink.rest();
        TelemetrySource source =
                new FlinkRestSource(rest, settings(), new RestMetrics(rest), Optional.empty(), Duration.ZERO);
        metrics(source, "good");
        for (String body : NONSENSE) {
            flink.answers.put(path, body);
            metrics(source, body).ifPresent(BadAnswersTest::sane);
        }
    }

    @Test
    void whatPrometheusAnswersIsNeverTakenForAFigure() {
        TelemetrySource source = new PrometheusSource(
                flink.rest(), settings(), prometheus.client(), PrometheusNaming.PLAIN, Optional.empty());
        for (String body :
                Stream.concat(NONSENSE.stream(), prometheusNonsense()).toList()) {
            prometheus.answer = path -> body;
            assertThat(metrics(source, body)).as(body).isEmpty();
        }
    }

    private static Stream<String> prometheusNonsense() {
        Stream<String> data = Stream.of(
                "null",
                "[]",
                "{\"result\":null}",
                "{\"resultType\":\"scalar\"}",
                "{\"resultType\":\"string\",\"result\":[1,\"x\"]}");
        String labels = "\"task_id\":\"a0\",\"subtask_index\":\"0\"";
        Stream<String> series = Stream.of(
                "{}",
                "{\"metric\":{}}",
                "{\"metric\":{},\"value\":[]}",
                "{\"metric\":{},\"value\":[1,\"1\"]}",
                "{\"metric\":{\"__name__\":\"x\"},\"value\":[1,\"1\"]}",
                "{\"metric\":{" + labels + "},\"value\":[1e300,\"NaN\"]}",
                "{\"metric\":{" + labels + "},\"value\":[1800000000,\"NaN\"]}",
                "{\"metric\":{" + labels + "},\"value\":[1800000000,\"+Inf\"]}",
                "{\"metric\":{" + labels + "},\"value\":[1800000000,\"-1e300\"]}",
                "{\"metric\":{" + labels + "},\"value\":[1800000000,\"1800000000\"]}",
                "{\"metric\":[],\"value\":\"x\"}");
        return Stream.concat(
                data.map(one -> "{\"status\":\"success\",\"data\":" + one + "}"), series.map(FakePrometheus::vector));
    }

    private static FlinkRestSource.Settings settings() {
        return new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1);
    }

    private static Optional<JobMetrics> metrics(TelemetrySource source, String body) {
        try {
            return source.collect(NOW).metrics();
        } catch (IOException e) {
            assertThat(e).as(body).hasMessageNotContaining("Exception");
            return Optional.empty();
        }
    }

    private static void sane(JobMetrics metrics) {
        assertThat(metrics.demandRecordsPerSecond()).isBetween(0.0, 1e6);
        assertThat(metrics.lagRecords()).isGreaterThanOrEqualTo(0);
    }
}
