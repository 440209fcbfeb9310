package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.SlotGroup;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A TaskManager has two slots; four groups of which nothing is known take four slots for a parallelism of one. */
class UsedSlotsTest extends RuleTest {
    private static final JobTopology GROUPS = new JobTopology(
            Stream.of("a", "b", "c", "d")
                    .map(id -> new SlotGroup(id, 1, 1, 128))
                    .toList(),
            true);

    UsedSlotsTest() {
        super(new UsedSlots());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("a target that cannot size them apart", at(4).on(new JobTopology(4, 128)), 5),
                untouched("each TaskManager adds subtasks", at(4).on(GROUPS), 6),
                untouched("the size stays", at(5).on(GROUPS), 5),
                changed("the last one adds none", at(2).on(GROUPS), 5, 4, "vertex-sizes"),
                changed("one more would add none", at(4).on(GROUPS), 5, 6, "vertex-sizes"),
                changed(
                        "one more would add none, and two are not allowed",
                        allowed(5).on(GROUPS),
                        5,
                        4,
                        "vertex-sizes"),
                changed("the last one left has no use", at(8).on(GROUPS), 7, 6, "vertex-sizes"));
    }

    private static Situation allowed(int most) {
        return at(4).sizes(1, most, OptionalInt.empty());
    }
}
