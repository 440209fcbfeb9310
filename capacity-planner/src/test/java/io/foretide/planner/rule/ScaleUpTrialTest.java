package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ScaleUpTrialTest extends RuleTest {
    private static final Rescaled UP = new Rescaled(minutesAgo(4), 2, 4, Optional.of(54.0));
    private static final Rescaled DOWN = new Rescaled(minutesAgo(4), 8, 4);

    ScaleUpTrialTest() {
        super(new ScaleUpTrial());
    }

    private static Situation onTrial(Rescaled rescaled) {
        return at(4).with(new RescaleHistory(
                List.of(rescaled), Optional.empty(), Optional.of(rescaled), List.of(), List.of(), Optional.empty()));
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing is on trial", at(4), 9),
                changed("up while an up has to show that it helps", onTrial(UP), 9, 4, "scale-up-trial"),
                untouched("down meanwhile", onTrial(UP), 3),
                untouched("up while a down is on trial", onTrial(DOWN), 9));
    }
}
