package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.process.Installation;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.MatchResult.Opponent;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.tune.SearchLimits;
import io.foretide.whatif.tune.SearchPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final ComparedPolicies KNOWN = ComparedPolicies.builtIn();
    private static final int DAYS = 12;
    private static final int CANDIDATES = 40;
    private static final PlannerSettings SHIPPED =
            ComparedPolicies.shippedSettings(SyntheticLoad.setup(SyntheticLoad.days(DAYS)));

    /** Found once for all. */
    private static TuneResult tuned;

    private static MatchResult matched;

    @BeforeAll
    static void find() throws InterruptedException {
        tuned = tuning(SyntheticLoad.days(DAYS), CANDIDATES, "predictive").tuned(SHIPPED, 6);
        matched = tuning(SyntheticLoad.days(DAYS), CANDIDATES, "reactive").matched(KNOWN.named(List.of("reactive")));
    }

    private static Tuning tuning(double[] load, int candidates, String... opponents) throws InterruptedException {
        Setup setup = SyntheticLoad.setup(load);
        Comparison comparison = new Comparison(KNOWN.named(List.of(opponents)), "profile-level", "last-value", false);
        SearchPlan plan = new SearchPlan(SHIPPED, SearchLimits.NONE, candidates);
        return new Tuning(setup, comparison, new Installation(Path.of("nowhere")), plan, TrainingProgress.NONE);
    }

    @Test
    void settingsOfTheOwnPastCostLessThanThoseThatShip() {
        assertThat(tuned.past().tuned().slotHours())
                .isLessThan(tuned.past().shipped().slotHours());
        assertThat(tuned.past().tuned().violationShare()).isLessThanOrEqualTo(0.001);
        assertThat(tuned.table()).contains("held out", tuned.adopt() ? "Worth it" : "Not worth it");
    }

    @Test
    void equalArgumentsGiveEqualSettings() throws InterruptedException {
        assertThat(tuning(SyntheticLoad.days(DAYS), CANDIDATES, "predictive").tuned(SHIPPED, 6))
                .isEqualTo(tuned);
    }

    @Test
    void whatIsScoredIsNotWhatWasChosenOn() throws InterruptedException {
        double[] load = SyntheticLoad.days(DAYS);
        double[] other = load.clone();
        for (int i = (int) (0.7 * load.length); i < load.length; i++) {
            other[i] = load[i] / 2;
        }
        MatchResult after = tuning(other, CANDIDATES, "reactive").matched(KNOWN.named(List.of("reactive")));
        Opponent first = matched.opponents().get(0);
        Opponent second = after.opponents().get(0);
        assertThat(second.settings()).isEqualTo(first.settings());
        assertThat(second.goal()).isEqualTo(first.goal());
        assertThat(second.ours()).isNotEqualTo(first.ours());
        assertThat(matched.chosenOn().to()).isEqualTo(matched.evaluated().from());
    }

    @Test
    void matchesAnOpponentWithFewerSlots() {
        assertThat(matched.opponents().get(0).slotHoursVsTheirs()).isLessThan(-0.2);
    }

    @Test
    void aLongHistoryIsTriedOnItsLastThreeWeeks() throws InterruptedException {
        TuneResult result = tuning(SyntheticLoad.days(110), 30, "predictive").tuned(SHIPPED, 6);
        assertThat(Duration.between(result.chosenOn().from(), result.evaluated().from()))
                .isBetween(Duration.ofDays(18), Duration.ofDays(21));
        assertThat(result.past().tuned().rescalesPerDay()).isPositive();
    }

    @Test
    void refusesTooFewCandidates() {
        assertThatThrownBy(() -> tuning(SyntheticLoad.days(DAYS), 3, "predictive"))
                .hasMessageContaining("candidates 3: must be 30 to 10000");
    }
}
