package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** 2 to 6 TaskManagers are allowed. */
class BoundsTest extends RuleTest {
    private static final Situation ALLOWED = at(4).sizes(2, 6, OptionalInt.empty());

    private static final Overrides AT_MOST_5 = new Overrides(
            Optional.empty(),
            false,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(5),
            Optional.empty(),
            Optional.of(new Cause.Recorded("quota", "there is a quota")));

    BoundsTest() {
        super(new Bounds());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("fewer than allowed", ALLOWED, 1, 2, "bounds"),
                untouched("the fewest allowed", ALLOWED, 2),
                untouched("the most allowed", ALLOWED, 6),
                changed("more than allowed", ALLOWED, 7, 6, "bounds"),
                changed("the most allowed, of which a need is kept", ALLOWED.load(700, 700), 6, 6, "bounds"),
                untouched("the most allowed, and a need of hardly more", ALLOWED.load(610, 610), 6),
                changed(
                        "more than the target has",
                        ALLOWED.with(AT_MOST_5).sizes(2, 5, OptionalInt.empty()),
                        7,
                        5,
                        "quota"),
                changed(
                        "more than allowed, where the target has it",
                        ALLOWED.with(AT_MOST_5).sizes(2, 4, OptionalInt.empty()),
                        7,
                        4,
                        "bounds"));
    }
}
