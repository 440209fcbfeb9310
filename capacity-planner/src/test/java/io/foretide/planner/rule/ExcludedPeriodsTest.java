package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.RuleSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** It is half past six. */
class ExcludedPeriodsTest extends RuleTest {
    private static DailyPeriod period(int fromHour, int toHour) {
        return new DailyPeriod(LocalTime.of(fromHour, 0), LocalTime.of(toHour, 0), ZoneOffset.UTC);
    }

    private static RuleSettings excluded(DailyPeriod... periods) {
        return new RuleSettings(
                Duration.ofMinutes(5),
                Duration.ZERO,
                Duration.ofHours(1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                24,
                List.of(periods),
                List.of());
    }

    ExcludedPeriodsTest() {
        super(new ExcludedPeriods());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("no period is excluded", at(4), 5),
                untouched("outside of the period", at(4).with(excluded(period(7, 8))), 5),
                changed("up within the period", at(4).with(excluded(period(6, 7))), 5, 4, "excluded-period"),
                changed("down within the period", at(4).with(excluded(period(6, 7))), 3, 4, "excluded-period"),
                changed(
                        "within the second period",
                        at(4).with(excluded(period(7, 8), period(5, 7))),
                        5,
                        4,
                        "excluded-period"),
                untouched("the present size within the period", at(4).with(excluded(period(6, 7))), 4));
    }
}
