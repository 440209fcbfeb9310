package io.foretide.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionReportTest {
    @Test
    void readsTheFourFields() {
        assertThat(PositionReport.parse(bytes("AFR123,LFFF,42,1700000000")))
                .contains(new PositionReport("AFR123", "LFFF", 42, 1_700_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AFR123", "AFR123,LFFF,42", "AFR123,LFFF,x,1", "AFR123,LFFF,1,2,3"})
    void isEmptyForAnythingElse(String value) {
        assertThat(PositionReport.parse(bytes(value))).isEmpty();
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
