package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.settings.Strategy.Threshold;
import java.util.stream.Stream;

/** The band is 0.6 to 1.2 of the capacity: 240 to 480 records/s on four TaskManagers. */
class HysteresisBandTest extends RuleTest {
    HysteresisBandTest() {
        super(new HysteresisBand());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("up within the band", at(4).with(Threshold.DEFAULT).load(0, 440), 5, 4, "hysteresis"),
                changed("down within the band", at(4).with(Threshold.DEFAULT).load(0, 260), 3, 4, "hysteresis"),
                changed(
                        "the upper end of the band",
                        at(4).with(Threshold.DEFAULT).load(0, 480),
                        5,
                        4,
                        "hysteresis"),
                changed(
                        "the lower end of the band",
                        at(4).with(Threshold.DEFAULT).load(0, 240),
                        3,
                        4,
                        "hysteresis"),
                untouched("above the band", at(4).with(Threshold.DEFAULT).load(0, 481), 5),
                untouched("below the band", at(4).with(Threshold.DEFAULT).load(0, 239), 3),
                untouched(
                        "the present size within the band",
                        at(4).with(Threshold.DEFAULT).load(0, 440),
                        4),
                untouched("a strategy without a band", at(4).load(0, 440), 5));
    }
}
