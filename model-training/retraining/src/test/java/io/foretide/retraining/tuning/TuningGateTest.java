package io.foretide.retraining.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.settings.TuningMode;
import io.foretide.whatif.MatchResult.Part;
import io.foretide.whatif.TuneResult;
import io.foretide.whatif.tune.Figures;
import io.foretide.whatif.tune.Objections.Pair;
import io.foretide.whatif.tune.TuningGoal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TuningGateTest {
    private static final Instant NIGHT = Instant.parse("2026-03-20T01:30:00Z");
    private static final Part PART = new Part(NIGHT.minus(Duration.ofDays(9)), NIGHT);
    private static final Figures CHAMPION = new Figures(1000, 0.001, 4);
    private static final Figures BETTER = new Figures(900, 0.001, 5);

    private static TuneResult result(Figures tuned) {
        return result(CHAMPION, tuned);
    }

    private static TuneResult result(Figures champion, Figures tuned) {
        return new TuneResult(
                "rides",
                PART,
                PART,
                new TuningGoal(0.005, 6),
                30,
                new Pair(champion, BETTER),
                new Pair(champion, tuned),
                Map.of("strategy", "receding-horizon", "rescaleWorth", "20m"));
    }

    private static TuningState decided(Figures tuned, TuningState before) {
        return TuningGate.decide(result(tuned), TuningMode.AUTO, before, NIGHT);
    }

    private static String verdict(TuningState state) {
        return state.latest().orElseThrow().verdict();
    }

    @Test
    void adoptsWhatBeatsTheChampionOnWhatItWasNotChosenOn() {
        TuningState state = decided(BETTER, TuningState.NONE);
        assertThat(state.serving()).isPresent();
        assertThat(verdict(state))
                .startsWith("adopted: 900 slot-hours instead of 1000")
                .contains("10.0 % fewer");
        assertThat(state.serving().get().savedShare()).isCloseTo(0.1, Offset.offset(1e-9));
    }

    @Test
    void fewerSlotsWithMoreViolationsAreNoGain() {
        TuningState state = decided(new Figures(500, 0.0026, 4), TuningState.NONE);
        assertThat(state.serving()).isEmpty();
        assertThat(verdict(state)).contains("the settings stay", "violate 0.260 %");
        assertThat(state.latest().get().proposal()).isEmpty();
    }

    @Test
    void aGainThatIsNoneOrBoughtWithRescalesIsNotTaken() {
        assertThat(verdict(decided(new Figures(985, 0, 4), TuningState.NONE))).contains("not clearly less");
        assertThat(verdict(decided(new Figures(700, 0, 7), TuningState.NONE))).contains("rescale 7.0 times");
    }

    @Test
    void anObjectiveThatIsMissedIsWorthMoreSlotsButNotAnyNumber() {
        Figures misses = new Figures(1000, 0.006, 4);
        TuningState dearer = TuningGate.decide(
                result(misses, new Figures(1200, 0.004, 5)), TuningMode.AUTO, TuningState.NONE, NIGHT);
        assertThat(dearer.serving()).isPresent();
        assertThat(verdict(dearer)).contains("20.0 % more, for an objective that those miss");
        assertThat(verdict(TuningGate.decide(
                        result(misses, new Figures(1301, 0, 5)), TuningMode.AUTO, TuningState.NONE, NIGHT)))
                .contains("more than 1.3 times the 1000");
        assertThat(verdict(decided(new Figures(1200, 0, 4), TuningState.NONE))).contains("not clearly less");
    }

    @Test
    void onlyShowsInTheOtherMode() {
        TuningState state = TuningGate.decide(result(BETTER), TuningMode.RECOMMEND, TuningState.NONE, NIGHT);
        assertThat(state.serving()).isEmpty();
        assertThat(state.latest().orElseThrow().proposal()).isPresent();
        assertThat(verdict(state)).startsWith("recommended only");
    }

    @Test
    void whatWasTakenBackIsNotAdoptedAgainAndNothingForAWeek() {
        TuningState back = decided(BETTER, TuningState.NONE).rolledBack(NIGHT.plusSeconds(60));
        assertThat(back.serving()).isEmpty();
        for (int days : new int[] {1, 6, 30}) {
            TuningState again =
                    TuningGate.decide(result(BETTER), TuningMode.AUTO, back, NIGHT.plus(Duration.ofDays(days)));
            assertThat(again.serving()).as("%d days later", days).isEmpty();
            assertThat(again.latest().orElseThrow().proposal()).isPresent();
        }
        TuneResult other = new TuneResult(
                "rides",
                PART,
                PART,
                new TuningGoal(0.005, 6),
                30,
                new Pair(CHAMPION, BETTER),
                new Pair(CHAMPION, BETTER),
                Map.of("strategy", "receding-horizon", "rescaleWorth", "21m"));
        assertThat(TuningGate.decide(other, TuningMode.AUTO, back, NIGHT.plus(Duration.ofDays(6)))
                        .serving())
                .isEmpty();
        assertThat(TuningGate.decide(other, TuningMode.AUTO, back, NIGHT.plus(Duration.ofDays(8)))
                        .serving())
                .isPresent();
    }
}
