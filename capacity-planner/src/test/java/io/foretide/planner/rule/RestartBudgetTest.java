package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.RuleSettings;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Two rescales a day are allowed. */
class RestartBudgetTest extends RuleTest {
    private static final RuleSettings TWO_A_DAY = new RuleSettings(
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofHours(1),
            OptionalInt.empty(),
            OptionalInt.empty(),
            2,
            List.of(),
            List.of());

    private static Rescaled rescaled(int minutesAgo) {
        return new Rescaled(minutesAgo(minutesAgo), 4, 8);
    }

    RestartBudgetTest() {
        super(new RestartBudget());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing was rescaled yet", at(8).with(TWO_A_DAY), 4),
                untouched("one of the two is left", at(8).with(TWO_A_DAY).after(rescaled(900)), 4),
                changed(
                        "down with nothing left",
                        at(8).with(TWO_A_DAY).after(rescaled(900), rescaled(800)),
                        4,
                        8,
                        "restart-budget"),
                untouched("up with nothing left", at(8).with(TWO_A_DAY).after(rescaled(900), rescaled(800)), 9),
                untouched(
                        "the present size with nothing left",
                        at(8).with(TWO_A_DAY).after(rescaled(900), rescaled(800)),
                        8),
                changed(
                        "the first was less than a day ago",
                        at(8).with(TWO_A_DAY).after(rescaled(1439), rescaled(800)),
                        4,
                        8,
                        "restart-budget"),
                untouched("the first was a day ago", at(8).with(TWO_A_DAY).after(rescaled(1440), rescaled(800)), 4));
    }
}
