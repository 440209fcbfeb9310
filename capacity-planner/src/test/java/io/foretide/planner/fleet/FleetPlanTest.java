package io.foretide.planner.fleet;

import static io.foretide.planner.fleet.Fleet.allowance;
import static io.foretide.planner.fleet.Fleet.atOnce;
import static io.foretide.planner.fleet.Fleet.job;
import static io.foretide.planner.fleet.Fleet.limit;
import static io.foretide.planner.fleet.Fleet.most;
import static io.foretide.planner.fleet.Fleet.rescaling;
import static io.foretide.planner.fleet.Fleet.sizes;
import static io.foretide.planner.fleet.Fleet.slots;
import static io.foretide.planner.fleet.Fleet.why;
import static io.foretide.planner.fleet.Fleet.withSizes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.telemetry.JobId;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FleetPlanTest {
    private static FleetPlan plan(FleetSettings settings, FleetMember... members) {
        return FleetPlan.of(settings, List.of(members));
    }

    /** The jobs of {@code members} whose rescale may begin. */
    private static List<String> beginning(FleetSettings settings, FleetMember... members) {
        FleetPlan plan = plan(settings, members);
        return Stream.of(members)
                .map(member -> member.job().value())
                .filter(name -> allowance(plan, name).notYet().isEmpty())
                .toList();
    }

    @Test
    void nothingBoundsAFleetWithoutSettingsNorAJobThatIsNotInIt() {
        assertThat(plan(FleetSettings.NONE, job("orders", 50, 2, 40)).allowance(new JobId("orders")))
                .isEmpty();
        assertThat(plan(slots(10), job("orders", 50, 2, 4)).allowance(new JobId("new")))
                .isEmpty();
    }

    @Test
    void everybodyMayHaveWhatIsFreeWhereAllHaveWhatTheyWant() {
        FleetPlan plan = plan(slots(100), job("orders", 90, 10, 20), job("reports", 10, 30, 10));
        assertThat(most(plan, "orders")).as("its own maximum").isEqualTo(50);
        assertThat(most(plan, "reports")).as("what it still has, and the rest").isEqualTo(50);
        FleetPlan small = plan(slots(60), job("orders", 50, 10, 20), job("reports", 50, 20, 20));
        assertThat(most(small, "orders")).isEqualTo(30);
        assertThat(most(small, "reports")).isEqualTo(30);
        assertThat(why(small, "orders")).isEqualTo("the fleet may use 60 slots, and no more are free");
    }

    @Test
    void theLowestPriorityYieldsFirst() {
        FleetPlan plan =
                plan(slots(100), job("orders", 90, 40, 50), job("payments", 80, 20, 25), job("reports", 10, 40, 40));
        assertThat(most(plan, "reports")).isEqualTo(25);
        assertThat(why(plan, "reports"))
                .isEqualTo("the fleet may use 100 slots, and jobs of higher priority want them (orders, payments)");
        assertThat(limit(plan, "reports").why().id()).isEqualTo("fleet-priority");
    }

    @Test
    void growsIntoFreeSlotsOnlyAndSaysForWhomItWaits() {
        FleetPlan full =
                plan(slots(100), job("orders", 90, 40, 50), job("ads", 20, 20, 20), job("reports", 10, 40, 40));
        assertThat(most(full, "orders")).isEqualTo(40);
        assertThat(why(full, "orders"))
                .isEqualTo("the fleet may use 100 slots, and those that it gets are not free until reports has scaled"
                        + " down");
        FleetPlan next =
                plan(slots(100), job("orders", 90, 40, 50), job("ads", 20, 20, 20), job("reports", 10, 30, 40));
        assertThat(most(next, "orders")).isEqualTo(50);
        assertThat(most(next, "reports")).isEqualTo(30);
    }

    @Test
    void freeSlotsGoToTheHighestPriorityFirst() {
        FleetPlan plan =
                plan(slots(100), job("orders", 90, 40, 50), job("payments", 80, 20, 30), job("reports", 10, 25, 25));
        assertThat(most(plan, "orders")).isEqualTo(50);
        assertThat(most(plan, "payments")).isEqualTo(25);
        assertThat(most(plan, "reports")).isEqualTo(20);
    }

    @Test
    void everybodyHasTheMinimumEvenWhereThatIsTooMuch() {
        FleetPlan plan = plan(slots(5), job("orders", 90, 6, 8), job("ads", 50, 2, 2), job("reports", 10, 0, 4));
        assertThat(most(plan, "orders")).isEqualTo(2);
        assertThat(most(plan, "ads")).isEqualTo(2);
        assertThat(most(plan, "reports")).isEqualTo(2);
        assertThat(why(plan, "orders")).isEqualTo("the fleet may use 5 slots, and the minimum of its jobs takes 6");
    }

    @Test
    void whatTheMinimumOfOthersTakesIsSaid() {
        FleetPlan plan = plan(slots(10), job("orders", 90, 8, 9), job("reports", 10, 2, 2));
        assertThat(most(plan, "orders")).isEqualTo(8);
        assertThat(why(plan, "orders")).isEqualTo("the fleet may use 10 slots, and the minimum of its jobs takes 4");
    }

    @Test
    void equalsShareInProportionToWhatTheyWant() {
        FleetPlan plan = plan(slots(34), job("a", 50, 2, 12), job("b", 50, 2, 22), job("c", 50, 2, 32));
        assertThat(Stream.of("a", "b", "c").map(name -> most(plan, name))).containsExactly(7, 11, 16);
        assertThat(why(plan, "a"))
                .isEqualTo("the fleet may use 34 slots, which are shared with jobs of the same priority (b, c)");
    }

    @Test
    void anEqualKeepsALittleMoreThanItsShare() {
        FleetPlan plan = plan(slots(44), job("a", 50, 24, 40), job("b", 50, 2, 40));
        assertThat(most(plan, "a")).as("a fifth more than 22 is 26").isEqualTo(24);
        assertThat(most(plan, "b")).isEqualTo(20);
    }

    @Test
    void anEqualYieldsWhatIsMuchMoreThanItsShareInOneStep() {
        FleetPlan plan = plan(slots(44), job("a", 50, 40, 40), job("b", 50, 2, 40));
        assertThat(most(plan, "a")).isEqualTo(22);
        assertThat(most(plan, "b")).as("2, and 2 that are free").isEqualTo(4);
        FleetPlan next = plan(slots(44), job("a", 50, 22, 40), job("b", 50, 4, 40));
        assertThat(most(next, "b")).isEqualTo(22);
    }

    @Test
    void asFewEqualsAsPossibleYieldToAHigherPriority() {
        FleetPlan plan = plan(
                slots(100),
                job("orders", 90, 10, 11),
                job("a", 50, 32, 40),
                job("b", 50, 30, 40),
                job("c", 50, 28, 40));
        assertThat(Stream.of("a", "b", "c").map(name -> most(plan, name))).containsExactly(30, 30, 28);
    }

    @Test
    void sharesAreWholeTaskManagersOfDifferentSizes() {
        FleetPlan plan = plan(
                slots(23),
                withSizes(job("large", 50, 1, 5), sizes(8, 1, 5)),
                withSizes(job("small", 50, 1, 8), sizes(1, 1, 8)));
        assertThat(most(plan, "large")).isEqualTo(2);
        assertThat(most(plan, "small"))
                .as("what is too little for a large TaskManager")
                .isEqualTo(7);
    }

    @Test
    void thoseThatGrowAreNamedBeforeThoseThatHaveWhatTheyWant() {
        FleetMember content = job("search", 95, 20, 20);
        FleetMember cut = job("reports", 10, 40, 40);
        assertThat(why(plan(slots(50), content, job("orders", 90, 2, 4), cut), "reports"))
                .endsWith("and a job of higher priority wants them (orders)");
        assertThat(why(plan(slots(50), content, cut), "reports"))
                .endsWith("and a job of higher priority wants them (search)");
    }

    @Test
    void aJobThatYieldsNothingIsNotWaitedFor() {
        FleetPlan plan = plan(
                slots(100),
                job("orders", 90, 40, 50),
                job("ads", 20, 20, 20),
                job("reports", 10, 40, 40).yieldingNothing());
        assertThat(most(plan, "reports")).isEqualTo(40);
        assertThat(most(plan, "ads")).isEqualTo(10);
        assertThat(why(plan, "orders")).contains("until ads has scaled down");
    }

    @Test
    void threeAreNamedAndTheOthersCounted() {
        FleetPlan plan = plan(
                slots(30),
                job("a", 90, 2, 4),
                job("b", 80, 2, 4),
                job("c", 70, 2, 4),
                job("d", 60, 2, 4),
                job("e", 60, 2, 4),
                job("reports", 10, 20, 20));
        assertThat(why(plan, "reports")).endsWith("jobs of higher priority want them (a, b, c and 2 others)");
    }

    @Test
    void noOtherBeginsWhileAsManyAreRescaledAsMayBe() {
        FleetMember[] members = {
            rescaling(job("a", 10, 4, 6)), rescaling(job("b", 10, 4, 6)), job("orders", 90, 4, 8), job("idle", 90, 4, 4)
        };
        assertThat(beginning(atOnce(2), members)).as("those that have begun").containsExactly("a", "b");
        assertThat(allowance(plan(atOnce(2), members), "orders")
                        .notYet()
                        .orElseThrow()
                        .sentence())
                .isEqualTo("the fleet rescales 2 jobs at once, and a, b come first");
        assertThat(beginning(atOnce(1), members)).containsExactly("a", "b");
        assertThat(beginning(atOnce(3), members)).containsExactly("a", "b", "orders");
        assertThat(beginning(atOnce(4), members)).containsExactly("a", "b", "orders", "idle");
    }

    @Test
    void turnsGoByPriorityThenByWhatIsMissingThenByName() {
        FleetMember[] members = {
            job("low", 10, 2, 40), job("b", 50, 4, 8), job("a", 50, 4, 8), job("much", 50, 2, 8), job("high", 90, 7, 8)
        };
        assertThat(beginning(atOnce(1), members)).containsExactly("high");
        assertThat(beginning(atOnce(2), members)).containsExactly("much", "high");
        assertThat(beginning(atOnce(3), members)).containsExactly("a", "much", "high");
        assertThat(beginning(atOnce(4), members)).containsExactly("b", "a", "much", "high");
    }

    @Test
    void aScaleDownThatFreesSlotsForAHigherPriorityComesBeforeThoseThatNobodyWaitsFor() {
        FleetSettings settings = new FleetSettings(OptionalInt.of(100), OptionalInt.of(1));
        assertThat(beginning(
                        settings, job("orders", 90, 40, 50), job("search", 80, 20, 20), job("reports", 10, 40, 40)))
                .as("orders waits for slots")
                .containsExactly("reports");
        assertThat(beginning(atOnce(1), job("saving", 90, 40, 4), job("reports", 10, 4, 5)))
                .as("nobody waits for slots")
                .containsExactly("reports");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> plan(slots(9), job("a", 1, 2, 2), job("a", 2, 2, 2)))
                .hasMessage("job a: must be in a fleet only once");
        assertThatThrownBy(() -> job("a", 101, 2, 2)).hasMessage("priority 101: must be 0 to 100");
        assertThatThrownBy(() -> slots(0)).hasMessage("maxSlots 0: must be at least 1");
        assertThatThrownBy(() -> atOnce(0)).hasMessage("rescalesAtOnce 0: must be at least 1");
    }
}
