package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeJsonTest {
    private static final String TWO = answer("""
            {"metric":{"__name__":"orders","job":"shop","zone":"a"},"values":[[1772409600,"60"],[1772409660.002,"NaN"],[1772409780,"180"]]},
            {"values":[[1772409600,"5"],[1772409660.002,"6"]],"metric":{"__name__":"orders","job":"shop","zone":"b"}}""");

    private static String answer(String series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + series + "]}}";
    }

    @Test
    void oneSeriesIsTheLoad() {
        String one = answer("{\"metric\":{},\"values\":[[1772409600,\"60\"],[1772409660,\"1.2e2\"]]}");
        TraceLoad load = load(one, Optional.empty());
        assertThat(load.perSecond()).containsExactly(1, 2);
        assertThat(load.description())
                .isEqualTo("trace: t.json: column value, per-step counts, step 1 min, 2026-03-02T00:00:00Z to"
                        + " 2026-03-02T00:02:00Z");
    }

    @Test
    void ofSeveralSeriesOneIsChosenByItsLabels() {
        TraceLoad load = load(TWO, Optional.of("zone=\"a\""));
        assertThat(load.perSecond()).containsExactly(1, Double.NaN, Double.NaN, 3);
        assertThat(load.description())
                .contains(
                        "column orders{job=\"shop\",zone=\"a\"} (of 2)",
                        "1 step missing",
                        "1 value missing",
                        "up to 2 ms");
    }

    @Test
    void severalSeriesAreNamedIfNoneOrMoreAreChosen() {
        assertThatThrownBy(() -> load(TWO, Optional.empty()))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("t.json holds 2 series, but one must be chosen: orders{job=\"shop\",zone=\"a\"},"
                        + " orders{job=\"shop\",zone=\"b\"}\nMaybe --column with a part of its labels, or sum(...) in the"
                        + " query.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(TWO, Optional.of("shop")))
                .withMessageStartingWith("t.json has 2 series with shop in their labels, but must have one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(TWO, Optional.of("zone=\"c\"")))
                .withMessageStartingWith("t.json has 0 series with zone=\"c\" in their labels");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"status":"error","errorType":"bad_data","error":"parse error"} | t.json holds an error of Prometheus, "parse error"
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1772409600,"60"]}]}} | t.json holds no series
            {"status":"success","data":{"resultType":"matrix","result":[]}} | t.json holds no series
            {"rows":[1,2]} | t.json holds no series, but must be what Prometheus answers to query_range
            [1,2] | t.json holds no series
            {"data":{"result":[{"metric":{},"values":[[1772409600,"60"],[1772 | t.json, line 1: it is no JSON
            {"data":{"result":[{"metric":{},"values":[["now","60"]]}]}} | t.json, sample 1: the time is "now"
            {"data":{"result":[{"metric":{},"values":[[1772409600,"60"],[1772409600,"61"]]}]}} | t.json, sample 2: the time 1772409600 appears twice
            {"data":{"result":[{"metric":{},"values":[[1772409600,"60"],[1772409660,"+Inf"]]}]}} | sample 2: column value is "+Inf"
            {"data":{"result":[{"metric":{},"values":[[1772409600,"60"]]}]}} | t.json has 1 rows
            """)
    void otherJsonIsRefused(String json, String message) {
        assertThatThrownBy(() -> load(json, Optional.empty()))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining(message);
    }

    private static TraceLoad load(String json, Optional<String> column) {
        Trace trace = TraceReader.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "t.json", Optional.empty());
        return TraceLoad.of(trace, column, Optional.empty());
    }
}
