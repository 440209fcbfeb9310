package io.foretide.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.telemetry.prometheus.TimedSeries.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromQlTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.500Z");

    private final FakePrometheus prometheus = new FakePrometheus();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void anInstantQueryGivesEachSeriesWithOneSample() throws IOException {
        prometheus.answer = path -> FakePrometheus.vector(
                "{\"metric\":{\"__name__\":\"up\",\"job\":\"flink\"},\"value\":[1772366400.5,\"1\"]},"
                        + "{\"metric\":{},\"value\":[1772366400,\"+Inf\"]}");
        assertThat(prometheus.client().instant("up{job=~\"a|b+\"}", NOON))
                .containsExactly(
                        new TimedSeries(Map.of("__name__", "up", "job", "flink"), List.of(new Sample(NOON, 1))),
                        new TimedSeries(
                                Map.of(), List.of(new Sample(NOON.minusMillis(500), Double.POSITIVE_INFINITY))));
        assertThat(prometheus.requests).containsExactly("/api/v1/query?query=up{job=~\"a|b+\"}&time=1772366400.500");
    }

    @Test
    void aRangeSelectorGivesWhatWasScraped() throws IOException {
        prometheus.answer = path -> FakePrometheus.matrix(
                "{\"metric\":{\"a\":\"b\"},\"values\":[[1772366385.5,\"1\"],[1772366400.5,\"NaN\"]]}");
        TimedSeries series = prometheus.client().instant("x[1m]", NOON).get(0);
        assertThat(series.label("a")).isEqualTo("b");
        assertThat(series.label("c")).isEmpty();
        assertThat(series.samples())
                .containsExactly(new Sample(NOON.minusSeconds(15), 1), new Sample(NOON, Double.NaN));
        assertThat(series.last()).contains(new Sample(NOON, Double.NaN));
    }

    @Test
    void aRangeIsAskedForInSteps() throws IOException {
        prometheus.answer = path -> FakePrometheus.matrix("");
        assertThat(prometheus.client().range("x", NOON.minusSeconds(60), NOON, Duration.ofMillis(1_500)))
                .isEmpty();
        assertThat(prometheus.requests)
                .containsExactly("/api/v1/query_range?query=x&start=1772366340.500&end=1772366400.500&step=1.500");
    }

    @Test
    void aNumberIsASeriesWithoutLabels() throws IOException {
        prometheus.answer =
                path -> "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1772366400.5,\"7\"]}}";
        assertThat(prometheus.client().instant("7", NOON))
                .containsExactly(new TimedSeries(Map.of(), List.of(new Sample(NOON, 7))));
    }

    @Test
    void aQueryThatIsRefusedIsSaidWithTheReason() {
        prometheus.status = 400;
        prometheus.answer = path -> "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:2: parse error\"}";
        assertThatThrownBy(() -> prometheus.client().instant("x{", NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("Prometheus at " + prometheus.address() + " refuses the query x{: 1:2: parse error");
    }

    @Test
    void aTextIsNoAnswer() {
        prometheus.answer = path ->
                "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1772366400.5,\"up\"]}}";
        assertThatThrownBy(() -> prometheus.client().instant("\"up\"", NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("Prometheus at " + prometheus.address()
                        + " answers the query \"up\" with a text: must be numbers");
    }

    @Test
    void aLongQueryIsShortenedInMessages() {
        prometheus.status = 422;
        prometheus.answer = path -> "{\"status\":\"error\",\"error\":\"too many samples\"}";
        assertThatThrownBy(() -> prometheus.client().instant("x".repeat(5000), NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("Prometheus at " + prometheus.address() + " refuses the query " + "x".repeat(200)
                        + "...: too many samples");
    }

    @Test
    void whatIsNoPrometheusIsSaid() {
        prometheus.status = 404;
        prometheus.answer = path -> "<html>";
        assertThatThrownBy(() -> prometheus.client().instant("x", NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("Prometheus at " + prometheus.address()
                        + " answers with HTTP status 404 and not as Prometheus does:"
                        + " the address must be the part before /api/v1");
    }

    @Test
    void aServerThatFailsIsNotToldToBeElsewhere() {
        prometheus.status = 503;
        prometheus.answer = path -> "<html>upstream is gone";
        assertThatThrownBy(() -> prometheus.client().instant("x", NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("Prometheus at " + prometheus.address() + " answers with HTTP status 503: must be 200");
    }

    @Test
    void anAnswerThatIsNestedWithoutEndIsNone() {
        prometheus.answer = path -> "{\"status\":\"success\",\"data\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}";
        assertThatThrownBy(() -> prometheus.client().instant("x", NOON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not as Prometheus does");
    }

    @Test
    void whatHasNoNumberIsNoSeries() throws IOException {
        prometheus.answer = path -> FakePrometheus.vector(
                "{\"metric\":{\"a\":\"b\"},\"histogram\":[1772366400,{\"count\":\"1\"}]},{\"metric\":{}}");
        assertThat(prometheus.client().instant("x", NOON)).isEmpty();
    }

    @Test
    void anAnswerInPartIsNoneAndARemarkOnAFunctionIsPassedOver() throws IOException {
        String remark = "PromQL info: metric might not be a counter: \\\"x\\\"";
        prometheus.answer = path -> FakePrometheus.vector("")
                .replaceFirst("\\{", "{\"warnings\":[\"" + remark.replace("\\", "\\\\") + "\"],");
        assertThat(prometheus.client().instant("x", NOON)).isEmpty();
        prometheus.answer =
                path -> FakePrometheus.vector("").replaceFirst("\\{", "{\"warnings\":[\"store b is not there\"],");
        assertThatThrownBy(() -> prometheus.client().instant("x", NOON))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Prometheus at " + prometheus.address() + " answers the query x in part: store b is not there");
    }
}
