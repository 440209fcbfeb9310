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

/** It is half past six; of 168 futures the 0.99 quantile leaves one. A lag of half a minute is tolerated. */
class ScaleUpsCanWaitTest extends RuleTest {
    ScaleUpsCanWaitTest() {
        super(new ScaleUpsCanWait());
    }

    private static RuleSettings excludedFrom(int minute) {
        return new RuleSettings(
                Duration.ofMinutes(5),
                Duration.ZERO,
                Duration.ofHours(1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                24,
                List.of(new DailyPeriod(LocalTime.of(6, minute), LocalTime.of(7, 0), ZoneOffset.UTC)),
                List.of());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("early enough in every future", at(4).staying(0, 0), 6, 4, "can-wait"),
                changed("early enough in all but one", at(4).staying(1, 0), 6, 4, "can-wait"),
                untouched("too late in two", at(4).staying(2, 0), 6),
                untouched("nobody has looked", at(4).load(900, 900), 6),
                untouched("down", at(4).staying(0, 0), 3),
                untouched("the job is late already", at(4).staying(0, 40), 6),
                untouched(
                        "nothing is rescaled at the next tick",
                        at(4).staying(0, 0).with(excludedFrom(31)),
                        6),
                changed("nor within the hour", at(4).staying(0, 0).with(excludedFrom(40)), 6, 4, "can-wait"));
    }
}
