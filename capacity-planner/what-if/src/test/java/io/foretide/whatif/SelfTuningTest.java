package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.Setup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SelfTuningTest {
    /** Of forty-two days to train on, the last fourteen are forecast as if they came later. */
    private static final int DAYS = 60;

    private static final int PER_DAY = 288;
    private static final String TUNED = ComparedPolicies.FORETIDE;
    private static final String UNTUNED = ComparedPolicies.UNTUNED;

    private static WhatIf.Outcome outcome;

    private static WhatIf.Outcome run(double[] load, String... policies) throws InterruptedException {
        return new WhatIf(new Installation(Path.of("nowhere")), TrainingProgress.NONE)
                .run(
                        SyntheticLoad.setup(load),
                        new Comparison(
                                ComparedPolicies.builtIn().named(List.of(policies)),
                                "profile-level",
                                "last-value",
                                true));
    }

    @BeforeAll
    static void simulates() throws InterruptedException {
        outcome = run(SyntheticLoad.days(DAYS), TUNED, UNTUNED);
    }

    private static Policy policy(String name) {
        return outcome.result().policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesOnWhatItsOwnPastPrefersAndKeepsTheObjectiveForFewerSlots() {
        assertThat(policy(TUNED).adopted()).isNotEmpty();
        assertThat(policy(TUNED).slotHours()).isLessThan(policy(UNTUNED).slotHours());
        assertThat(policy(TUNED).violationShare()).isLessThanOrEqualTo(0.001);
        assertThat(SimulationTable.of(outcome.result()))
                .contains("predictive tuned itself, and took on other settings at");
    }

    @Test
    void theOtherStaysAsItShips() {
        assertThat(policy(UNTUNED).adopted()).isEmpty();
    }

    @Test
    void nothingIsTakenOnBeforeTwoWeeksAndThenAtMostOnceAWeek() {
        Setup setup = SyntheticLoad.setup(SyntheticLoad.days(DAYS));
        var adopted = policy(TUNED).adopted();
        assertThat(adopted.get(0).at()).isAfterOrEqualTo(setup.load().window().timeAt(42 * PER_DAY));
        for (int i = 1; i < adopted.size(); i++) {
            assertThat(adopted.get(i).at())
                    .isAfterOrEqualTo(adopted.get(i - 1).at().plusSeconds(7 * 86_400));
        }
    }

    /** Of two loads that are alike up to a day, after which one triples, the sizes are alike up to it: so is all that was chosen. */
    @Test
    void seesNothingOfTheFuture() throws InterruptedException {
        double[] known = SyntheticLoad.days(DAYS);
        int changedFrom = 52 * PER_DAY;
        double[] other = known.clone();
        Arrays.setAll(other, i -> i < changedFrom ? known[i] : 3 * known[i] + 10_000);
        Setup setup = SyntheticLoad.setup(known);
        long ticks = (changedFrom - setup.split().from())
                * (setup.load().step().toMillis() / setup.settings().tick().toMillis());
        List<Integer> sizes = targets(outcome);
        List<Integer> others = targets(run(other, TUNED));
        assertThat(others.subList(0, (int) ticks)).isEqualTo(sizes.subList(0, (int) ticks));
        assertThat(others).isNotEqualTo(sizes);
    }

    private static List<Integer> targets(WhatIf.Outcome of) {
        List<Integer> targets = new ArrayList<>();
        of.recordings().get(TUNED).replay(tick -> 0, played -> targets.add(played.slotsTarget()));
        return targets;
    }
}
