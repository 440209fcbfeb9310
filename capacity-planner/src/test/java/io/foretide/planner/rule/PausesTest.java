package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.decision.Overrides;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** People have paused one direction, or both. */
class PausesTest extends RuleTest {
    private static Overrides paused(boolean up, boolean down) {
        return new Overrides(Optional.empty(), up, down, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    PausesTest() {
        super(new Pauses());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing is paused", at(4), 5),
                changed("up while up is paused", at(4).with(paused(true, false)), 5, 4, "paused-up"),
                untouched("down while up is paused", at(4).with(paused(true, false)), 3),
                changed("down while down is paused", at(4).with(paused(false, true)), 3, 4, "paused-down"),
                untouched("up while down is paused", at(4).with(paused(false, true)), 5),
                untouched("the present size while both are paused", at(4).with(paused(true, true)), 4));
    }
}
