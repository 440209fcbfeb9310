package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import java.util.stream.Stream;

/** The cooldown is five minutes. */
class CooldownTest extends RuleTest {
    CooldownTest() {
        super(new Cooldown());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("nothing was rescaled yet", at(4), 5),
                changed("up within the cooldown", at(4).after(new Rescaled(minutesAgo(4), 3, 4)), 5, 4, "cooldown"),
                changed("down within the cooldown", at(4).after(new Rescaled(minutesAgo(4), 3, 4)), 3, 4, "cooldown"),
                untouched("the present size within the cooldown", at(4).after(new Rescaled(minutesAgo(4), 3, 4)), 4),
                untouched("the cooldown is just over", at(4).after(new Rescaled(minutesAgo(5), 3, 4)), 5),
                changed(
                        "the newest rescale counts",
                        at(4).after(new Rescaled(minutesAgo(60), 2, 3), new Rescaled(minutesAgo(1), 3, 4)),
                        5,
                        4,
                        "cooldown"),
                changed(
                        "a load that outgrew a scale up",
                        grown(new Rescaled(minutesAgo(2), 2, 4), 401),
                        9,
                        9,
                        "outgrown"),
                changed(
                        "a load that hardly waits yet",
                        grown(new Rescaled(minutesAgo(2), 2, 4), 401).lagSeconds(1),
                        9,
                        4,
                        "cooldown"),
                changed("a load that it carries", grown(new Rescaled(minutesAgo(2), 2, 4), 399), 9, 4, "cooldown"),
                changed("a scale down below the load", grown(new Rescaled(minutesAgo(2), 6, 4), 401), 9, 4, "cooldown"),
                changed("down in spite of the load", grown(new Rescaled(minutesAgo(2), 2, 4), 401), 3, 4, "cooldown"),
                changed(
                        "a scale up that is not there yet",
                        pending(new Rescaled(minutesAgo(2), 2, 4)),
                        9,
                        4,
                        "cooldown"),
                changed(
                        "the second rescue",
                        at(4).after(new Rescaled(minutesAgo(4), 1, 2), new Rescaled(minutesAgo(2), 2, 4))
                                .measured(500)
                                .lagSeconds(60),
                        9,
                        9,
                        "outgrown"),
                changed(
                        "the third rescue",
                        at(4).after(
                                        new Rescaled(minutesAgo(4), 1, 2),
                                        new Rescaled(minutesAgo(3), 2, 3),
                                        new Rescaled(minutesAgo(2), 3, 4))
                                .measured(500)
                                .lagSeconds(60),
                        9,
                        4,
                        "cooldown"));
    }

    private static Situation grown(Rescaled last, double demand) {
        return at(4).after(last).measured(demand).lagSeconds(60);
    }

    private static Situation pending(Rescaled last) {
        return at(4).with(RescaleHistory.none().rescaled(last)).measured(500).lagSeconds(60);
    }
}
