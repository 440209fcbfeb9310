package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.SizeAuthor;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A size that somebody else has set is left alone for an hour. */
class StandoffTest extends RuleTest {
    private static RescaleHistory setTo(int taskManagers, int minutesAgo) {
        PlannerState before = PlannerState.initial(1, at(1).settings());
        return before.changedByOthers(taskManagers, SizeAuthor.hand("kubectl"), minutesAgo(minutesAgo))
                .history();
    }

    private static PlannerState applied(PlannerState before, int taskManagers, int minutesAgo) {
        return before.changedByOthers(
                taskManagers, new SizeAuthor("kubectl-client-side-apply", true), minutesAgo(minutesAgo));
    }

    private static Situation applied(int taskManagers, int minutesAgo) {
        return at(taskManagers)
                .with(applied(PlannerState.initial(8, at(8).settings()), taskManagers, minutesAgo)
                        .history());
    }

    /** Applied, raised by us, and applied again. */
    private static Situation appliedTwice(int minutesAgo, int minutesAgoAgain) {
        PlannerState raised = applied(PlannerState.initial(8, at(8).settings()), 4, minutesAgo)
                .rescaled(minutesAgo(minutesAgo - 1), 6);
        return at(4).with(applied(raised, 4, minutesAgoAgain).history());
    }

    private static Overrides reclaimed(Instant until) {
        return new Overrides(
                Optional.empty(),
                false,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(until),
                Optional.empty());
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
                untouched("the size was changed again since", at(4).with(setTo(6, 59)), 5),
                changed(
                        "a manifest's size while the lag is borne",
                        applied(4, 5).lagSeconds(60),
                        5,
                        4,
                        "standoff"),
                untouched(
                        "a manifest's size while the lag is beyond the objective",
                        applied(4, 5).lagSeconds(61),
                        5),
                changed("never down from a manifest's size", applied(4, 5).lagSeconds(61), 3, 4, "standoff"),
                changed(
                        "a hand's size whatever the lag",
                        at(4).with(setTo(4, 5)).lagSeconds(600),
                        5,
                        4,
                        "standoff"),
                changed(
                        "a manifest's size that comes again",
                        appliedTwice(30, 5).lagSeconds(600),
                        5,
                        4,
                        "standoff"),
                untouched(
                        "one that comes again after the hour",
                        appliedTwice(70, 5).lagSeconds(600),
                        5),
                untouched(
                        "the standoff was ended since", at(4).with(setTo(4, 5)).with(reclaimed(minutesAgo(5))), 3),
                changed(
                        "another was set after an earlier one was ended",
                        at(4).with(setTo(4, 5)).with(reclaimed(minutesAgo(6))),
                        5,
                        4,
                        "standoff"));
    }
}
