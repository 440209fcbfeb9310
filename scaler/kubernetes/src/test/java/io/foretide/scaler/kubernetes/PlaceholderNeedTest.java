package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderNeedTest {
    private static final int MAX = 10;

    @ParameterizedTest
    @CsvSource({
        "450, 2, 3",
        "400, 2, 2",
        "401, 2, 3",
        "200, 2, 0",
        "90, 2, 0",
        "1000, 2, 8",
        "5000, 2, 8",
        "5000, 12, 0"
    })
    void isWhatThePeakTakesAboveWhatIsAskedForWithinTheMaximum(double peak, int taskManagers, int pods) {
        assertThat(PlaceholderNeed.of(PlaceholderTicks.expecting(peak, taskManagers), MAX, Overrides.NONE)
                        .pods())
                .isEqualTo(pods);
    }

    @Test
    void saysWhy() {
        assertThat(PlaceholderNeed.of(PlaceholderTicks.expecting(450, 2), MAX, Overrides.NONE)
                        .why()
                        .sentence())
                .isEqualTo("the forecast's peak of 450 records/s takes 5 TaskManagers, 2 are asked for");
    }

    @Test
    void isNothingForWhatIsNotKnown() {
        assertThat(PlaceholderNeed.of(PlaceholderTicks.withoutForecast(2), MAX, Overrides.NONE))
                .isEqualTo(PlaceholderNeed.none(PlaceholderCause.Plain.NO_FORECAST));
        assertThat(PlaceholderNeed.of(PlaceholderTicks.withoutMetrics(450, 2), MAX, Overrides.NONE))
                .isEqualTo(PlaceholderNeed.none(PlaceholderCause.Plain.NO_PLAN));
        assertThat(PlaceholderNeed.of(PlaceholderTicks.withoutPlan(2), MAX, Overrides.NONE))
                .isEqualTo(PlaceholderNeed.none(PlaceholderCause.Plain.NO_PLAN));
    }

    @Test
    void isNothingWherePeopleAllowNoMore() {
        Cause unreadable = new Cause.Recorded("test", "an annotation cannot be read");
        assertThat(need(Overrides.holding(unreadable))).isEqualTo(PlaceholderNeed.none(unreadable));
        assertThat(need(overrides(true, OptionalInt.empty(), OptionalInt.empty()))
                        .pods())
                .isZero();
        assertThat(need(overrides(false, OptionalInt.of(9), OptionalInt.empty()))
                        .pods())
                .isZero();
        assertThat(need(overrides(false, OptionalInt.empty(), OptionalInt.of(4)))
                        .pods())
                .isEqualTo(2);
    }

    private static PlaceholderNeed need(Overrides overrides) {
        return PlaceholderNeed.of(PlaceholderTicks.expecting(900, 2), MAX, overrides);
    }

    private static Overrides overrides(boolean pausedUp, OptionalInt pinned, OptionalInt max) {
        return new Overrides(Optional.empty(), pausedUp, false, pinned, OptionalInt.empty(), max);
    }
}
