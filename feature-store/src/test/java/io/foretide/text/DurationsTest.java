package io.foretide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void areComparedInWords() {
        assertThat(Durations.isLonger(LONG, SHORT)).isTrue();
        assertThat(Durations.isLonger(LONG, LONG)).isFalse();
        assertThat(Durations.isShorter(SHORT, LONG)).isTrue();
        assertThat(Durations.isShorter(SHORT, SHORT)).isFalse();
        assertThat(Durations.max(SHORT, LONG)).isEqualTo(LONG);
        assertThat(Durations.min(LONG, SHORT)).isEqualTo(SHORT);
    }

    @Test
    void areSecondsToTheMillisecond() {
        assertThat(Durations.seconds(SHORT)).isEqualTo(1.5);
        assertThat(Durations.seconds(SHORT.negated())).isEqualTo(-1.5);
        assertThat(Durations.seconds(Duration.ofNanos(999_999))).isZero();
    }
}
