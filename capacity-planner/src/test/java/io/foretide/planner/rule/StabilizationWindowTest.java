package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import java.util.stream.Stream;

/** What was proposed before holds for scaling down only. */
class StabilizationWindowTest extends RuleTest {
    StabilizationWindowTest() {
        super(new StabilizationWindow());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing was proposed in the window", at(8), 3),
                changed("more were proposed in the window", at(8).proposed(6), 3, 6, "stabilization-window"),
                changed(
                        "more than there are were proposed in the window",
                        at(8).proposed(9),
                        3,
                        8,
                        "stabilization-window"),
                changed(
                        "the largest of the window counts",
                        at(8).proposed(6).proposed(5),
                        3,
                        6,
                        "stabilization-window"),
                untouched("as many were proposed in the window", at(8).proposed(3), 3),
                untouched("fewer were proposed in the window", at(8).proposed(2), 3),
                untouched("up is not stabilized", at(8).proposed(10), 9),
                untouched("the present size is not stabilized", at(8).proposed(10), 8));
    }
}
