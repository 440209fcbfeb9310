package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFitter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final Instant T0 = Instant.parse("2001-06-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Says always the same, or refuses. */
    private record Constant(String name, double value) implements ModelFitter, ForecastModel {
        @Override
        public FittedModel fit(FitRequest request) {
            return FittedModel.same(this);
        }

        @Override
        public Duration history() {
            return Duration.ZERO;
        }

        @Override
        public double[][] predict(FeatureWindow window, int[] origins) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException(name + " refuses");
            }
            double[][] paths = new double[origins.length][Horizon.DEFAULT.steps()];
            Arrays.stream(paths).forEach(path -> Arrays.fill(path, value));
            return paths;
        }
    }

    private final FallbackModel ten = rung("ten", 10, 0);
    private final FallbackModel twenty = rung("twenty", 20, 0);
    private final FallbackModel refusing = rung("refusing", Double.NaN, 0);
    private final FallbackModel ofDays = rung("of-days", 20, 48);

    private static FallbackModel rung(String name, double value, int hours) {
        return new FallbackModel(new Constant(name, value), Duration.ofHours(hours), ZoneOffset.UTC);
    }

    /** 20 at first, and 10 over the last minutes. */
    private static JobHistory history(int minutes, int lately) {
        double[] demand = new double[minutes];
        Arrays.setAll(demand, i -> i < minutes - lately ? 20 : 10);
        return JobHistory.of(new FeatureWindow(
                T0, MINUTE, minutes, Map.of(Features.DEMAND, TimeSeries.ofObserved(T0, MINUTE, demand))));
    }

    @Test
    void whoDidBestLatelyIsFirst() {
        assertThat(new Ladder(List.of(ten, twenty)).ranked(history(1000, 100))).containsExactly(twenty, ten);
        assertThat(new Ladder(List.of(ten, twenty)).ranked(history(1000, 400))).containsExactly(ten, twenty);
    }

    @Test
    void whoCannotForecastIsLast() {
        assertThat(new Ladder(List.of(ofDays, refusing, twenty)).ranked(history(1000, 0)))
                .containsExactly(twenty, ofDays, refusing);
    }

    @Test
    void theOrderStaysForAnHour() {
        Ladder ladder = new Ladder(List.of(ten, twenty));
        assertThat(ladder.ranked(history(1000, 0))).containsExactly(twenty, ten);
        assertThat(ladder.ranked(history(1059, 1059))).containsExactly(twenty, ten);
        assertThat(ladder.ranked(history(1060, 1060))).containsExactly(ten, twenty);
    }

    @Test
    void aHistoryThatHasDoubledIsLookedAtAnew() {
        Ladder ladder = new Ladder(List.of(ten, twenty));
        assertThat(ladder.ranked(history(20, 0))).containsExactly(twenty, ten);
        assertThat(ladder.ranked(history(39, 39))).containsExactly(twenty, ten);
        assertThat(ladder.ranked(history(40, 40))).containsExactly(ten, twenty);
    }
}
