package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.decision.FleetCause;
import io.foretide.planner.decision.FleetCause.Full;
import io.foretide.planner.decision.FleetCause.Jobs;
import io.foretide.planner.decision.FleetCause.Staggered;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A job of 6 TaskManagers, at least 2. */
class FleetAllowanceTest extends RuleTest {
    private static final Situation ALONE = at(6).sizes(2, 100, OptionalInt.empty());
    private static final FleetCause STAGGERED = new Staggered(5, new Jobs(List.of(new JobId("orders")), 4));

    FleetAllowanceTest() {
        super(new FleetAllowance());
    }

    private static Situation atMost(int taskManagers) {
        return ALONE.with(new Allowance(limit(taskManagers), Optional.empty()));
    }

    private static Optional<Limit> limit(int taskManagers) {
        return Optional.of(new Limit(taskManagers, new Full(100)));
    }

    private static Situation waiting(Optional<Limit> limit) {
        return ALONE.with(new Allowance(limit, Optional.of(STAGGERED)));
    }

    private static RescaleHistory pending() {
        return RescaleHistory.none().rescaled(new Rescaled(minutesAgo(1), 4, 6));
    }

    private static JobHealth checkpointsFail() {
        return new JobHealth(Optional.empty(), true, true);
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                untouched("a job that is alone", ALONE, 90),
                untouched("what the fleet leaves it", atMost(8), 8),
                changed("more than the fleet leaves it", atMost(8), 9, 8, "fleet-full"),
                changed("a hold of more than the fleet leaves it", atMost(4), 6, 4, "fleet-full"),
                changed("never fewer than its minimum", atMost(1), 6, 2, "fleet-full"),
                untouched("a scale down of its own to less", atMost(4), 3),
                changed("a scale down of its own to more", atMost(4), 5, 4, "fleet-full"),
                changed(
                        "yields into no restart that is under way",
                        atMost(4).with(pending()),
                        9,
                        6,
                        "fleet-full",
                        "rescale-incomplete"),
                changed(
                        "yields back to no old checkpoint",
                        atMost(4).with(checkpointsFail()),
                        6,
                        6,
                        "fleet-full",
                        "checkpoints-fail"),
                changed("grows less, whatever its checkpoints", atMost(8).with(checkpointsFail()), 9, 8, "fleet-full"),
                changed("waits to grow", waiting(Optional.empty()), 9, 6, "fleet-staggered"),
                changed("waits to shrink", waiting(Optional.empty()), 4, 6, "fleet-staggered"),
                untouched("has nothing to wait for", waiting(Optional.empty()), 6),
                changed("waits to yield", waiting(limit(4)), 6, 6, "fleet-full", "fleet-staggered"));
    }
}
