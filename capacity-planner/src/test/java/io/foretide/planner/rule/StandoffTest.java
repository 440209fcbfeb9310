package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RescaleHistory;
import java.util.stream.Stream;

/** A size that somebody else has set is left alone for an hour. */
class StandoffTest extends RuleTest {
    private static RescaleHistory setTo(int taskManagers, int minutesAgo) {
        PlannerState before = PlannerState.initial(1, at(1).settings());
        return before.changedByOthers(taskManagers, "kubectl", minutesAgo(minutesAgo))
                .history();
    }

    StandoffTest() {
        super(new Standoff());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nobody else has set a size", at(4), 5),
                changed("up from a size that somebody has set", at(4).with(setTo(4, 59)), 5, 4, "standoff"),
                changed("down from a size that somebody has set", at(4).with(setTo(4, 59)), 3, 4, "standoff"),
                untouched("the present size", at(4).with(setTo(4, 59)), 4),
                untouched("the hour is over", at(4).with(setTo(4, 60)), 5),
                untouched("the size was changed again since", at(4).with(setTo(6, 59)), 5));
    }
}
