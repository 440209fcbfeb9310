package io.foretide.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestReport.MaxScore;
import io.foretide.training.backtest.BacktestReport.ModelScore;
import io.foretide.training.backtest.BacktestReport.Part;
import io.foretide.training.backtest.BacktestReport.Score;
import io.foretide.training.backtest.BacktestReport.Skill;
import io.foretide.training.backtest.BacktestReport.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChampionGateTest {
    private static final Map<String, Double> COSTS =
            Map.of("mean-15", 100.0, "champion", 90.0, "ridge", 80.0, "lstm", 85.0);

    @Test
    void theChallengerWithTheSmallestLossBecomesChampionIfItAlsoCostsNoMore() {
        ChampionGate.Verdict verdict = ChampionGate.decide(
                report(score("mean-15", 5), score("champion", 4), score("ridge", 3), score("lstm", 2)),
                List.of("ridge", "lstm"),
                COSTS);

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.model()).isEqualTo("lstm");
        assertThat(verdict.reason())
                .isEqualTo("champion: pinball loss 2.000 records/s and simulated cost 85.0;"
                        + " the best of champion and baselines has 4.000 and 90.0");
    }

    @Test
    void theNextChallengerIsTakenWhereTheBestCostsMore() {
        ChampionGate.Verdict verdict = ChampionGate.decide(
                report(score("mean-15", 5), score("champion", 4), score("ridge", 3), score("lstm", 2)),
                List.of("ridge", "lstm"),
                Map.of("mean-15", 100.0, "champion", 83.0, "ridge", 80.0, "lstm", 85.0));

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.model()).isEqualTo("ridge");
    }

    @Test
    void aChallengerThatLosesIsKeptWithTheReasons() {
        ChampionGate.Verdict verdict = ChampionGate.decide(
                report(score("mean-15", 5), score("champion", 4), score("ridge", 4.5)),
                List.of("ridge"),
                Map.of("mean-15", 70.0, "champion", 90.0, "ridge", 80.0));

        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.model()).isEqualTo("ridge");
        assertThat(verdict.reason())
                .isEqualTo("challenger: its simulated cost of 80.0 is above the 70.0 of mean-15;"
                        + " its pinball loss of 4.500 records/s is not below the 4.000 of champion");
    }

    @Test
    void anEqualLossIsNotBetter() {
        assertThat(ChampionGate.decide(
                                report(score("champion", 4), score("ridge", 4)),
                                List.of("ridge"),
                                Map.of("champion", 90.0, "ridge", 80.0))
                        .promoted())
                .isFalse();
    }

    @Test
    void aCostThatIsNotKnownIsNotBetter() {
        assertThat(ChampionGate.decide(
                                report(score("champion", 4), score("ridge", 3)),
                                List.of("ridge"),
                                Map.of("champion", 90.0))
                        .promoted())
                .isFalse();
    }

    @Test
    void withoutAnyChallengerThereIsNothingToDecide() {
        assertThatThrownBy(() -> ChampionGate.decide(report(score("mean-15", 5)), List.of("lstm"), COSTS))
                .hasMessageContaining("none of [lstm]");
    }

    private static ModelScore score(String name, double pinball) {
        Map<String, Double> losses = Map.of("0.5", pinball, "0.9", pinball);
        return new ModelScore(
                name,
                Map.of("5", new Score(0.1, 1, losses, Map.of(), 10)),
                new MaxScore(0.1, losses, Map.of(), 10),
                new Skill(0, Map.of()),
                1,
                1);
    }

    private static BacktestReport report(ModelScore... scores) {
        Part part = new Part(Instant.EPOCH, Instant.EPOCH.plusSeconds(60), 1);
        return new BacktestReport(
                "made up",
                Duration.ofMinutes(1),
                new Split(part, part, part),
                10,
                Map.of(),
                List.of(scores),
                List.of("lstm: not scored"));
    }
}
