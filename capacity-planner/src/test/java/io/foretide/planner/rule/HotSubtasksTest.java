package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.telemetry.HotSubtask;
import java.util.Optional;
import java.util.stream.Stream;

/** Ninety per cent is hot, forty are cold. */
class HotSubtasksTest extends RuleTest {
    HotSubtasksTest() {
        super(new HotSubtasks());
    }

    private static Situation hot(double hottest, double others) {
        // as the figures have it
        return at(4).waiting(
                        100,
                        hottest,
                        Optional.of(new HotSubtask("enrich", hottest, others)).filter(HotSubtask::isAlone));
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("up while one has all to do", hot(1, 0.05), 9, 4, "hot-subtask"),
                untouched("down while one has all to do", hot(1, 0.05), 3),
                untouched("up while all have much to do", hot(1, 0.8), 9),
                untouched("the others could not take it over", hot(1, 0.4), 9),
                changed("just hot, just cold", hot(0.9, 0.39), 9, 4, "hot-subtask"),
                untouched("one that has a reserve", hot(0.89, 0.05), 9),
                untouched("a vertex of one subtask", at(4).waiting(100, 1, Optional.empty()), 9));
    }
}
