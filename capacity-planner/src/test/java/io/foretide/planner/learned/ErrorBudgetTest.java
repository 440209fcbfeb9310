package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.decision.BudgetUse;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBudgetTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double SHARE = 0.999;

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** Minutes {@code from} to {@code to} (exclusive), all of them beyond the objective or none. */
    private static ErrorBudget seen(ErrorBudget budget, int from, int to, boolean violated) {
        ErrorBudget next = budget;
        for (int i = from; i < to; i++) {
            next = next.observe(violated, MINUTE, at(i));
        }
        return next;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a burst just now                  | 30 | 0   | 30 | 43.2 | 500  | 20.8
            a burst an hour and a half ago    | 30 | 90  | 30 | 43.2 | 0    | 20.8
            a burst of the day before         | 30 | 2000| 30 | 43.2 | 0    | 0
            nothing in a month                | 0  | 0   | 0  | 43.2 | 0    | 0
            """)
    void tellsWhatIsUsedAndHowFastItBurns(
            String what, int burst, int ago, double violated, double allowed, double hour, double day) {
        int end = 30 * 1440;
        ErrorBudget budget = seen(ErrorBudget.NEW, 1, end - ago - burst, false);
        budget = seen(budget, end - ago - burst, end - ago, true);
        budget = seen(budget, end - ago, end, false);
        BudgetUse use = BudgetUse.of(budget, SHARE, at(end - 1));
        assertThat(use.violatedMinutes()).isEqualTo(violated, within(1e-9));
        assertThat(use.allowedMinutes()).isEqualTo(allowed, within(0.1));
        assertThat(use.burnRateHour()).isEqualTo(hour, within(hour * 0.1));
        assertThat(use.burnRateDay()).isEqualTo(day, within(day * 0.05));
        assertThat(budget.spans()).hasSizeLessThan(31 + 25 + 13);
    }

    @Test
    void whatNobodySawIsNotInIt() {
        ErrorBudget budget = seen(ErrorBudget.NEW, 0, 10, false);
        budget = seen(budget, 50, 60, true);
        assertThat(budget.seen(ErrorBudget.SHORT_WINDOW, at(59)).minutes()).isEqualTo(20);
        assertThat(BudgetUse.of(budget, SHARE, at(59)).burnRateHour()).isEqualTo(500, within(1e-6));
        assertThat(BudgetUse.of(ErrorBudget.NEW, SHARE, at(0))).isEqualTo(new BudgetUse(0, 0, 0, 0));
    }

    @Test
    void isCountedInTimeAndNotInTicks() {
        ErrorBudget fast = ErrorBudget.NEW;
        for (int i = 0; i < 360; i++) {
            fast = fast.observe(i < 60, Duration.ofSeconds(10), START.plusSeconds(10L * i));
        }
        ErrorBudget slow = seen(seen(ErrorBudget.NEW, 0, 10, true), 10, 60, false);
        assertThat(fast.seen(ErrorBudget.PERIOD, at(60)).violated()).isEqualTo(10, within(1e-9));
        assertThat(BudgetUse.of(fast, SHARE, at(59)).burnRateHour())
                .isEqualTo(BudgetUse.of(slow, SHARE, at(59)).burnRateHour(), within(1e-9));
    }

    @Test
    void aViolationIsForgottenAfterThirtyDays() {
        ErrorBudget budget = seen(ErrorBudget.NEW, 0, 5, true);
        assertThat(budget.observe(false, MINUTE, at(29 * 1440))
                        .seen(ErrorBudget.PERIOD, at(29 * 1440))
                        .violated())
                .isEqualTo(5);
        ErrorBudget later = budget.observe(false, MINUTE, at(31 * 1440));
        assertThat(later.seen(ErrorBudget.PERIOD, at(31 * 1440)).violated()).isZero();
        assertThat(later.spans()).hasSize(1);
    }

    @Test
    void survivesARestartAndAClockThatIsSetAndOldMemoriesOpenWithoutIt() {
        PlannerSettings settings = PlannerSettings.defaults(2, 1, 8);
        PlannerState initial = PlannerState.initial(3, settings);
        String old = Json.line(initial).replace(",\"budget\":{\"spans\":[]}", "");
        assertThat(old).doesNotContain("budget");
        assertThat(Json.read(old, PlannerState.class)).isEqualTo(initial);
        ErrorBudget budget = seen(ErrorBudget.NEW, 0, 90, true);
        assertThat(Json.read(Json.line(budget), ErrorBudget.class)).isEqualTo(budget);
        ErrorBudget moved = budget.timed(time -> time.plus(Duration.ofDays(400)));
        assertThat(moved.seen(ErrorBudget.PERIOD, at(89).plus(Duration.ofDays(400)))
                        .violated())
                .isEqualTo(90);
    }
}
