package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.telemetry.JobHealth;
import java.util.Optional;
import java.util.stream.Stream;

/** The objective is a lag of 60 s. */
class ScaleDownAgreementTest extends RuleTest {
    private static final RescaleHistory UNDER_WAY = RescaleHistory.none().rescaled(new Rescaled(minutesAgo(10), 3, 4));

    ScaleDownAgreementTest() {
        super(new ScaleDownAgreement());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("forecast and present load agree", at(4).load(200, 200), 2),
                untouched("up needs no agreement", at(4).withoutForecast().load(900, 900), 9),
                untouched("the present size needs no agreement", at(4).withoutForecast(), 4),
                changed("there is no fresh forecast", at(4).withoutForecast(), 2, 4, "no-forecast"),
                untouched("the lag is half the objective", at(4).lagSeconds(30), 2),
                changed("the lag is more than half the objective", at(4).lagSeconds(31), 2, 4, "lag"),
                changed("a rescale is under way", at(4).with(UNDER_WAY), 2, 4, "rescale-incomplete"),
                changed(
                        "checkpoints fail",
                        at(4).with(new JobHealth(Optional.empty(), true, false)),
                        2,
                        4,
                        "checkpoints-fail"),
                changed(
                        "checkpoints fail is said first of all",
                        at(4).withoutForecast().with(new JobHealth(Optional.empty(), true, false)),
                        2,
                        4,
                        "checkpoints-fail"),
                changed("the present load needs more than proposed", at(4).load(250, 200), 2, 3, "present-need"),
                changed("the present load needs more than there is", at(4).load(900, 200), 2, 4, "present-need"));
    }
}
