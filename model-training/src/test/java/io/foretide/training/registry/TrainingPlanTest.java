package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureWindow;
import io.foretide.training.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingPlanTest {
    private static final int STEPS_PER_DAY = 144;
    private static final TrainingPlan PLAN = new TrainingPlan(
            "made up", List.of("ridge"), ZoneOffset.UTC, TrainingPlan.HELD_OUT, Effort.QUICK, 1, Path.of("work"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "180 | 126 | 162 | the 20 % before the held out 10 %, as the reference design splits: 70/20/10",
                "140 |  98 | 126 | the 20 % before the held out 10 %, as the reference design splits: 70/20/10",
                "59 | 35 | 45 | the 17 % before the held out 24 %; not 70/20/10, as models are compared on 14 days or a quarter"
                        + " of the data",
                "40 | 23 | 30 | the 18 % before the held out 25 %; not 70/20/10, as models are compared on 14 days or a quarter"
                        + " of the data, and choices are made on 7 days or a third of the rest",
                "32 |  17 |  24 | the 22 % before the held out 25 %; not 70/20/10, as models are compared on 14 days or a quarter"
                        + " of the data, and choices are made on 7 days or a third of the rest",
                "16 |   8 |  12 | the 25 % before the held out 25 %; not 70/20/10, as models are compared on 14 days or a quarter"
                        + " of the data, and choices are made on 7 days or a third of the rest"
            })
    void aHistoryIsSplitAsTheReferenceDesignDoesUnlessPartsWouldBeTooShort(
            int days, int validationFrom, int trainEnd, String said) {
        FeatureWindow history = history(days);

        assertThat(PLAN.trainEnd(history)).isEqualTo(trainEnd * STEPS_PER_DAY);
        assertThat(PLAN.validationFrom(history) / STEPS_PER_DAY).isEqualTo(validationFrom);
        assertThat(PLAN.settings(history).validationPart()).isEqualTo(said);
        assertThat(PLAN.settings(history).heldOut()).isEqualTo(Duration.ofDays(days - trainEnd));
    }

    @Test
    void everyLengthHasRoomToFitOnAndToChooseOn() {
        for (int days = 2; days < 400; days++) {
            FeatureWindow history = history(days);
            assertThat(PLAN.validationFrom(history))
                    .as("%d days", days)
                    .isGreaterThanOrEqualTo(days * STEPS_PER_DAY / 2);
            assertThat(PLAN.trainEnd(history) - PLAN.validationFrom(history))
                    .isGreaterThanOrEqualTo(PLAN.trainEnd(history) * 2 / 9);
            assertThat(history.size() - PLAN.trainEnd(history)).isBetween(history.size() / 10, history.size() / 4);
        }
    }

    private static FeatureWindow history(int days) {
        return new FeatureWindow(
                Instant.parse("2001-01-01T00:00:00Z"), Duration.ofMinutes(10), days * STEPS_PER_DAY, Map.of());
    }
}
