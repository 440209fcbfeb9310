package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.settings.PlannerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A memory of everything, as a job of some weeks has it. */
class MemoryRepairTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 8);

    private static PlannerState state(double rate, double demand, double need, double margin, Duration leadTime) {
        return new PlannerState(
                3,
                new Learned(
                        new TrueProcessingRate(OptionalDouble.of(rate), 0.1, 40, List.of()),
                        new LearnedDuration(Duration.ofSeconds(80), List.of(Duration.ofSeconds(20), leadTime)),
                        new LearnedDuration(Duration.ofSeconds(30), List.of(Duration.ofSeconds(5))),
                        new RecentDemand(List.of(300.0, demand), Optional.of(NOON)),
                        new TypicalDay(Collections.nCopies(48, need), 60, Optional.empty()),
                        new RiskMargin(margin),
                        Optional.empty(),
                        new RatesBySize(List.of(new RatesBySize.AtSize(4, rate, rate, 5, NOON))),
                        new GroupNeeds(Map.of("g", 0.5)),
                        new StartTimes(List.of(Duration.ofSeconds(20)), List.of(leadTime)),
                        ErrorBudget.NEW.observe(true, Duration.ofMinutes(1), NOON)),
                RescaleHistory.none());
    }

    private static PlannerState good() {
        return state(100, 310, 400, 1.3, Duration.ofSeconds(70));
    }

    @Test
    void whatCanBeStaysAsItIs() {
        MemoryRepair repair = new MemoryRepair(SETTINGS);
        assertThat(repair.of(good())).isEqualTo(good());
        PlannerState large = state(1e9, 1e9, 1e9, 3, Duration.ofMinutes(40));
        assertThat(repair.of(large)).isEqualTo(large);
        assertThat(repair.removed()).isEmpty();
    }

    @Test
    void onlyThePartsThatCannotBeBeginAnew() {
        MemoryRepair repair = new MemoryRepair(SETTINGS);
        PlannerState repaired = repair.of(state(100, 1e300, 2e13, 1.3, Duration.ofDays(400)));
        assertThat(repair.removed())
                .containsExactly(
                        "lead time: longer than 24 h",
                        "demand: 1.0E300",
                        "typical day: 2.0E13",
                        "lead time with a new node: longer than 24 h");
        assertThat(repaired.learned().rate()).isEqualTo(good().learned().rate());
        assertThat(repaired.learned().margin()).isEqualTo(good().learned().margin());
        assertThat(repaired.learned().leadTime().observed()).containsExactly(Duration.ofSeconds(20));
        assertThat(repaired.learned().demand()).isEqualTo(RecentDemand.none());
        assertThat(repaired.learned().typicalDay()).isEqualTo(TypicalDay.unknown());
        assertThat(new MemoryRepair(SETTINGS).of(repaired)).isEqualTo(repaired);
    }

    @Test
    void sizesAndRatesOfRescalesThatCannotBeAreTakenOut() {
        RescaleHistory history = RescaleHistory.none()
                .rescaled(new Rescaled(NOON, 1, 3, Optional.of(1e300)))
                .proposed(new RescaleHistory.Proposed(NOON, Integer.MAX_VALUE), Duration.ofHours(1));
        MemoryRepair repair = new MemoryRepair(SETTINGS);
        RescaleHistory repaired = repair.of(good().withHistory(history)).history();
        assertThat(repaired.recent()).containsExactly(new Rescaled(NOON, 1, 3));
        assertThat(repaired.proposed()).isEmpty();
        assertThat(repair.removed()).hasSize(1);
    }
}
