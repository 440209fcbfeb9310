package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import java.util.OptionalInt;
import java.util.stream.Stream;

/** 2 to 6 TaskManagers are allowed. */
class BoundsTest extends RuleTest {
    private static final Situation ALLOWED = at(4).sizes(2, 6, OptionalInt.empty());

    BoundsTest() {
        super(new Bounds());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("fewer than allowed", ALLOWED, 1, 2, "bounds"),
                untouched("the fewest allowed", ALLOWED, 2),
                untouched("the most allowed", ALLOWED, 6),
                changed("more than allowed", ALLOWED, 7, 6, "bounds"));
    }
}
