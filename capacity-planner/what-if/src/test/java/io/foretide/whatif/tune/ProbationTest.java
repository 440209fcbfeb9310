package io.foretide.whatif.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.learned.ErrorBudget;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Of a week's minutes, ten may miss an objective of 99.9 %. */
class ProbationTest {
    private static final Instant ADOPTED = Instant.parse("2026-03-02T12:00:00Z");
    private static final double SHARE = 0.999;
    private static final Figures GOOD = new Figures(100, 0.0002, 3);

    /** A budget of {@code minutes} seen since the adoption, whose first ones missed the objective. */
    private static ErrorBudget seen(ErrorBudget before, int minutes, int missed) {
        ErrorBudget budget = before;
        for (int minute = 1; minute <= minutes; minute++) {
            budget = budget.observe(minute <= missed, Duration.ofMinutes(1), at(minute));
        }
        return budget;
    }

    private static Instant at(int minute) {
        return ADOPTED.plus(Duration.ofMinutes(minute));
    }

    private static boolean isFailed(ErrorBudget budget, Figures before, int minute) {
        return Probation.isFailed(budget, SHARE, before, ADOPTED, at(minute));
    }

    @Test
    void failsAsSoonAsMoreMinutesAreMissedThanAWeekMay() {
        assertThat(isFailed(seen(ErrorBudget.NEW, 30, 10), GOOD, 30)).isFalse();
        assertThat(isFailed(seen(ErrorBudget.NEW, 30, 20), GOOD, 30)).isTrue();
        assertThat(isFailed(seen(ErrorBudget.NEW, 90, 90), GOOD, 90)).isTrue();
    }

    @Test
    void mayMissAsMuchAsThoseBefore() {
        Figures bad = new Figures(100, 0.003, 3);
        assertThat(isFailed(seen(ErrorBudget.NEW, 50, 28), bad, 50)).isFalse();
        assertThat(isFailed(seen(ErrorBudget.NEW, 50, 35), bad, 50)).isTrue();
    }

    @Test
    void whatWasMissedBeforeTheyWereAdoptedIsNotTheirs() {
        ErrorBudget before = ErrorBudget.NEW;
        for (int minute = -60; minute < 0; minute++) {
            before = before.observe(true, Duration.ofMinutes(1), at(minute));
        }
        assertThat(isFailed(seen(before, 30, 3), GOOD, 30)).isFalse();
    }

    @Test
    void aWeekLaterThatIsForgotten() {
        ErrorBudget budget = seen(ErrorBudget.NEW, 10 * 1440, 30);
        assertThat(isFailed(budget, GOOD, 10 * 1440)).isFalse();
    }
}
