package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import java.util.OptionalInt;
import java.util.stream.Stream;

/** Two slots a TaskManager; of twelve key groups, 3 to 5 TaskManagers have two a slot, 6 have one. */
class KeyGroupAlignmentTest extends RuleTest {
    private static final OptionalInt TWELVE = OptionalInt.of(12);

    KeyGroupAlignmentTest() {
        super(new KeyGroupAlignment());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("the key groups are not known", at(1), 5),
                untouched("the present size, though one fewer would do", at(31).sizes(1, 40, OptionalInt.of(120)), 31),
                untouched("a loss of less than a twentieth is tolerated", at(1).sizes(1, 40, OptionalInt.of(128)), 11),
                untouched("two key groups for each of six slots", at(1).sizes(1, 12, TWELVE), 3),
                changed("five would do no more than three", at(1).sizes(1, 12, TWELVE), 5, 6, "key-groups"),
                changed("more slots than key groups do nothing", at(1).sizes(1, 12, TWELVE), 11, 6, "key-groups"),
                changed(
                        "one slot too many is given back",
                        at(1).sizes(1, 40, OptionalInt.of(120)),
                        31,
                        30,
                        "key-groups"),
                untouched("but no fewer than allowed", at(1).sizes(31, 40, OptionalInt.of(120)), 31),
                changed("up never turns into down", at(4).sizes(1, 5, TWELVE), 5, 4, "key-groups"),
                changed("down never turns into up", at(5).sizes(1, 12, TWELVE), 4, 5, "key-groups"));
    }
}
