package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Instant START = Instant.parse("2001-06-13T06:30:00Z");

    private static Trace trace() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("load", new double[] {1, 2, 3, 4});
        columns.put("temperature", new double[] {5, -6, 7, 8});
        return new Trace("t", START, Duration.ofMinutes(5), columns, new boolean[] {true, false, true, true});
    }

    @Test
    void mapsRowsToTimesAndBack() {
        Trace trace = trace();
        assertThat(trace.timeAt(3)).isEqualTo("2001-06-13T06:45:00Z");
        assertThat(trace.indexOf(START)).isZero();
        assertThat(trace.indexOf(Instant.parse("2001-06-13T06:49:59Z"))).isEqualTo(3);
        assertThat(trace.end()).isEqualTo("2001-06-13T06:50:00Z");
    }

    @Test
    void refusesTimesOutsideAndSaysWhatItHolds() {
        for (Instant outside : new Instant[] {START.minusMillis(1), trace().end()}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trace().indexOf(outside))
                    .withMessageContaining(outside.toString())
                    .withMessageContaining("2001-06-13T06:30:00Z to 2001-06-13T06:50:00Z");
        }
    }

    @Test
    void namesTheColumnsThereAreWhenOneIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace().column("lod"))
                .withMessage("t has no numeric column lod; it has load, temperature");
    }

    @Test
    void letsAColumnBeNegativeUntilItIsALoad() {
        assertThat(trace().column("temperature")).containsExactly(5, -6, 7, 8);
        assertThat(trace().load("load")).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> trace().load("temperature"))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("t, data row 2 (2001-06-13T06:35:00Z): column temperature is -6.0, "
                        + "but a load must be zero or more");
    }

    @Test
    void slicesByRowAndByTime() {
        Trace byRow = trace().slice(1, 3);
        Trace byTime = trace().slice(Instant.parse("2001-06-13T06:35:00Z"), Instant.parse("2001-06-13T06:45:00Z"));
        for (Trace slice : new Trace[] {byRow, byTime}) {
            assertThat(slice.start()).isEqualTo("2001-06-13T06:35:00Z");
            assertThat(slice.column("load")).containsExactly(2, 3);
            assertThat(slice.observed()).containsExactly(false, true);
        }
        assertThat(trace().slice(START, trace().end()).size()).isEqualTo(4);
    }

    @Test
    void refusesSlicesThatAreEmptyOrStickOut() {
        assertThatIllegalArgumentException().isThrownBy(() -> trace().slice(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> trace().slice(-1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace().slice(0, 5))
                .withMessage("t: cannot cut rows 0 to 5; allowed is 0 <= from < to <= 4");
    }

    @Test
    void cannotBeChangedThroughItsArrays() {
        double[] in = {1, 2};
        Trace trace = new Trace("t", START, Duration.ofMinutes(1), Map.of("load", in), new boolean[] {true, true});
        in[0] = 99;
        trace.column("load")[1] = 99;
        trace.load("load")[1] = 99;
        trace.observed()[0] = false;
        assertThat(trace.column("load")).containsExactly(1, 2);
        assertThat(trace.observed(0)).isTrue();
    }

    @Test
    void refusesColumnsOfDifferentLengthAndValuesThatAreNotFinite() {
        boolean[] two = {true, true};
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Trace("t", START, Duration.ofMinutes(1), Map.of("load", new double[] {1, 2, 3}), two));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trace(
                        "t", START, Duration.ofMinutes(1), Map.of("load", new double[] {1, Double.NaN}), two));
    }
}
