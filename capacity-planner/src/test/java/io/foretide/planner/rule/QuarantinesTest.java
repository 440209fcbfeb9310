package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.NOW;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.learned.Quarantine;
import java.util.stream.Stream;

/** Sizes that were too small, or could not be reached, and still are in quarantine. */
class QuarantinesTest extends RuleTest {
    private static Quarantine tooSmall(int taskManagers) {
        return new Quarantine(taskManagers, true, NOW.plusSeconds(1));
    }

    private static Quarantine unreachable(int taskManagers) {
        return new Quarantine(taskManagers, false, NOW.plusSeconds(1));
    }

    QuarantinesTest() {
        super(new Quarantines());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing is quarantined", at(4), 3),
                changed("a size that was too small", at(4).quarantined(tooSmall(3)), 3, 4, "too-small"),
                changed("a smaller one than that", at(4).quarantined(tooSmall(3)), 1, 4, "too-small"),
                untouched("a larger one than that", at(4).quarantined(tooSmall(3)), 4),
                changed(
                        "a job on a size that was too small goes back",
                        at(3).quarantined(tooSmall(3)),
                        3,
                        4,
                        "too-small"),
                changed("a size that could not be reached", at(4).quarantined(unreachable(6)), 6, 5, "unreachable"),
                changed("a larger one than that is not tried", at(4).quarantined(unreachable(6)), 9, 5, "unreachable"),
                changed(
                        "a size that brought nothing, and the job goes back",
                        at(6).quarantined(new Quarantine(5, false, true, NOW.plusSeconds(1))),
                        6,
                        4,
                        "no-gain"),
                untouched("a smaller one is tried", at(4).quarantined(unreachable(6)), 5),
                untouched("there is always one TaskManager", at(1).quarantined(unreachable(1)), 1),
                changed(
                        "each of several counts",
                        at(9).quarantined(tooSmall(2), tooSmall(4)),
                        1,
                        5,
                        "too-small",
                        "too-small"),
                changed(
                        "what cannot be reached wins if it came later",
                        at(4).quarantined(tooSmall(3), unreachable(4)),
                        2,
                        3,
                        "too-small",
                        "unreachable"));
    }
}
