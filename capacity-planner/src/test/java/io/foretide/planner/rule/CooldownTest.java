package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.Rescaled;
import java.util.stream.Stream;

/** The cooldown is five minutes. */
class CooldownTest extends RuleTest {
    CooldownTest() {
        super(new Cooldown());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing was rescaled yet", at(4), 5),
                changed("up within the cooldown", at(4).after(new Rescaled(minutesAgo(4), 3, 4)), 5, 4, "cooldown"),
                changed("down within the cooldown", at(4).after(new Rescaled(minutesAgo(4), 3, 4)), 3, 4, "cooldown"),
                untouched("the present size within the cooldown", at(4).after(new Rescaled(minutesAgo(4), 3, 4)), 4),
                untouched("the cooldown is just over", at(4).after(new Rescaled(minutesAgo(5), 3, 4)), 5),
                changed(
                        "the newest rescale counts",
                        at(4).after(new Rescaled(minutesAgo(60), 2, 3), new Rescaled(minutesAgo(1), 3, 4)),
                        5,
                        4,
                        "cooldown"));
    }
}
