package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkDurationTest {
    @ParameterizedTest
    @CsvSource({"5000, PT5S", "2 s, PT2S", "1min, PT1M", "0 s, PT0S", "3 Hours, PT3H", "PT10S, PT10S", "250 ms, PT0.25S"
    })
    void readsWhatFlinkWrites(String text, Duration expected) {
        assertThat(FlinkDuration.parse(text)).contains(expected);
    }

    @Test
    void doesNotReadAnythingElse() {
        assertThat(FlinkDuration.parse("soon")).isEmpty();
        assertThat(FlinkDuration.parse("3 fortnights")).isEmpty();
    }
}
