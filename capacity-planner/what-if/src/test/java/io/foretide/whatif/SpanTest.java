package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanTest {
    private final TimeSeries demand =
            TimeSeries.ofObserved(Instant.parse("2020-03-02T00:00:00Z"), Duration.ofMinutes(10), new double[1000]);

    private Span span(String from, String to, Duration warmUp) {
        return Span.of(
                new Span.Request(
                        0.6,
                        Optional.empty(),
                        Optional.of(from).filter(text -> !text.isEmpty()),
                        Optional.of(to).filter(text -> !text.isEmpty()),
                        warmUp),
                demand);
    }

    @Test
    void scoresWhatComesAfterTheTrainingPart() {
        assertThat(span("", "", Duration.ofHours(10))).isEqualTo(new Span(600, 540, 600, 1000));
    }

    @Test
    void warmsUpAtMostForTheValidationPart() {
        assertThat(span("", "", Duration.ofDays(365))).isEqualTo(new Span(600, 401, 600, 1000));
        assertThat(span("0.9", "", Duration.ZERO)).isEqualTo(new Span(600, 900, 900, 1000));
    }

    @Test
    void takesInstants() {
        assertThat(span("2020-03-07T00:00Z", "2020-03-07T10:00:00Z", Duration.ofMinutes(10)))
                .isEqualTo(new Span(600, 719, 720, 780));
    }

    @Test
    void refusesToScoreWhatWasTrainedOn() {
        assertThatThrownBy(() -> span("0.5", "", Duration.ZERO))
                .hasMessage(
                        "--evaluate-from 0.5: 2020-03-06T04:00:00Z or later is allowed, the end of the training part");
    }

    @Test
    void namesWhatItCannotRead() {
        assertThatThrownBy(() -> span("later", "", Duration.ZERO))
                .hasMessageContaining("--evaluate-from 'later'")
                .hasMessageContaining("a share from 0 to 1 or a UTC time");
        assertThatThrownBy(() -> span("1999-01-01T00:00Z", "", Duration.ZERO))
                .hasMessageContaining(
                        "--evaluate-from 1999-01-01T00:00Z: 2020-03-02T00:00:00Z to 2020-03-08T22:40:00Z");
        assertThatThrownBy(() -> span("0.8", "0.7", Duration.ZERO)).hasMessageContaining("--evaluate-to 0.7: after");
    }
}
