package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.Rescaled;
import java.util.stream.Stream;

/** Three turns within an hour are a loop for an hour. */
class LoopBreakerTest extends RuleTest {
    private static Rescaled up(int minutesAgo) {
        return new Rescaled(minutesAgo(minutesAgo), 4, 8);
    }

    private static Rescaled down(int minutesAgo) {
        return new Rescaled(minutesAgo(minutesAgo), 8, 4);
    }

    LoopBreakerTest() {
        super(new LoopBreaker());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing was rescaled yet", at(8), 4),
                changed("down after turns", at(8).after(up(40), down(30), up(20)), 4, 8, "loop-breaker"),
                untouched("up after turns", at(8).after(up(40), down(30), up(20)), 9),
                untouched("the present size after turns", at(8).after(up(40), down(30), up(20)), 8),
                untouched("only two rescales", at(8).after(down(30), up(20)), 4),
                changed(
                        "what was before the turns does not matter",
                        at(8).after(up(600), up(40), down(30), up(20)),
                        4,
                        8,
                        "loop-breaker"),
                untouched("up twice is no turn", at(8).after(down(40), up(30), up(20)), 4),
                untouched("down twice is no turn", at(8).after(down(40), down(30), up(20)), 4),
                changed("the last turn is an hour old", at(8).after(up(80), down(70), up(60)), 4, 8, "loop-breaker"),
                untouched("the last turn is more than an hour old", at(8).after(up(80), down(70), up(61)), 4),
                changed("turns within an hour", at(8).after(up(70), down(30), up(10)), 4, 8, "loop-breaker"),
                untouched("turns within more than an hour", at(8).after(up(71), down(30), up(10)), 4));
    }
}
