package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.settings.RuleSettings;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Two more or one fewer at once. */
class StepLimitTest extends RuleTest {
    private static final RuleSettings LIMITED = new RuleSettings(
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofHours(1),
            OptionalInt.of(2),
            OptionalInt.of(1),
            24,
            List.of(),
            List.of());

    StepLimitTest() {
        super(new StepLimit());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("no limit", at(4), 100),
                untouched("up within the limit", at(4).with(LIMITED), 6),
                changed("up beyond the limit", at(4).with(LIMITED), 7, 6, "step-limit"),
                untouched("down within the limit", at(4).with(LIMITED), 3),
                changed("down beyond the limit", at(4).with(LIMITED), 2, 3, "step-limit"),
                untouched("the present size", at(4).with(LIMITED), 4));
    }
}
