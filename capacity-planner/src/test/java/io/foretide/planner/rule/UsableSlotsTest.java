package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.telemetry.JobTopology;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A TaskManager has two slots. */
class UsableSlotsTest extends RuleTest {
    UsableSlotsTest() {
        super(new UsableSlots());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing known", at(4), 100),
                untouched("all can be used", at(4).on(new JobTopology(1, 12)), 6),
                changed("more than can be used", at(4).on(new JobTopology(1, 12)), 7, 6, "max-parallelism"),
                untouched("the last one half", at(4).on(new JobTopology(1, 11)), 6),
                changed("two groups take twice the slots", at(4).on(new JobTopology(2, 5)), 9, 5, "max-parallelism"),
                changed("down to what can be used", at(8).on(new JobTopology(1, 4)), 8, 2, "max-parallelism"),
                untouched(
                        "never below the minimum",
                        at(4).sizes(3, 9, OptionalInt.empty()).on(new JobTopology(1, 1)),
                        3));
    }
}
