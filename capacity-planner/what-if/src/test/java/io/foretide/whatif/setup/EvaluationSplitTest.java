package io.foretide.whatif.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationSplitTest {
    private final TimeSeries demand =
            TimeSeries.ofObserved(Instant.parse("2020-03-02T00:00:00Z"), Duration.ofMinutes(10), new double[1000]);

    private EvaluationSplit split(String from, String to, Duration warmUp) {
        return EvaluationSplit.of(
                new EvaluationSplit.Request(
                        0.6,
                        Optional.empty(),
                        Optional.of(from).filter(text -> !text.isEmpty()),
                        Optional.of(to).filter(text -> !text.isEmpty()),
                        warmUp),
                demand);
    }

    @Test
    void scoresWhatComesAfterTheTrainingPart() {
        assertThat(split("", "", Duration.ofHours(10))).isEqualTo(new EvaluationSplit(600, 540, 600, 1000));
    }

    @Test
    void warmsUpAtMostForTheValidationPart() {
        assertThat(split("", "", Duration.ofDays(365))).isEqualTo(new EvaluationSplit(600, 401, 600, 1000));
        assertThat(split("0.9", "", Duration.ZERO)).isEqualTo(new EvaluationSplit(600, 900, 900, 1000));
    }

    @Test
    void takesInstants() {
        assertThat(split("2020-03-07T00:00Z", "2020-03-07T10:00:00Z", Duration.ofMinutes(10)))
                .isEqualTo(new EvaluationSplit(600, 719, 720, 780));
    }

    @Test
    void refusesToScoreWhatWasTrainedOn() {
        assertThatThrownBy(() -> split("0.5", "", Duration.ZERO))
                .hasMessage("--evaluate-from 0.5: must be 2020-03-06T04:00:00Z or later, the end of the training part");
    }

    @Test
    void namesWhatItCannotRead() {
        assertThatThrownBy(() -> split("later", "", Duration.ZERO))
                .hasMessageContaining("--evaluate-from 'later'")
                .hasMessageContaining("a share from 0 to 1 or a UTC time");
        assertThatThrownBy(() -> split("1999-01-01T00:00Z", "", Duration.ZERO))
                .hasMessageContaining(
                        "--evaluate-from 1999-01-01T00:00Z: must be 2020-03-02T00:00:00Z to 2020-03-08T22:40:00Z");
        assertThatThrownBy(() -> split("0.8", "0.7", Duration.ZERO))
                .hasMessageContaining("--evaluate-to 0.7: must be after");
    }
}
