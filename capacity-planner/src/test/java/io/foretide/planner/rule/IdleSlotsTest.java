package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import java.util.Optional;
import java.util.stream.Stream;

/** A lag of half a minute is tolerated; half busy is idle. */
class IdleSlotsTest extends RuleTest {
    IdleSlotsTest() {
        super(new IdleSlots());
    }

    private static Situation job(double lagSeconds, double busy) {
        return at(3).waiting(lagSeconds, busy, Optional.empty());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("beyond twice as many", job(100, 0.12), 12, 6, "idle-slots"),
                untouched("up to twice as many", job(100, 0.12), 6),
                untouched("nothing lags", job(1, 0.12), 12),
                untouched("the slots are busy", job(100, 0.5), 12),
                untouched("down", job(100, 0.12), 2));
    }
}
