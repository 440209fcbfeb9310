package io.foretide.whatif.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SearchLimitsTest {
    private static PlannerBlock block(Map<String, Object> said) {
        return new PlannerBlock(said, ZoneOffset.UTC, Duration.ofMinutes(1));
    }

    private static List<String> strategies(SearchLimits limits) {
        return limits.spaces().stream().map(SearchSpace::strategy).toList();
    }

    @Test
    void anEmptyConfigurationLeavesEverythingOpen() {
        assertThat(strategies(SearchLimits.of(block(Map.of()), Optional.empty())))
                .containsExactly("target-tracking", "receding-horizon");
    }

    @Test
    void aStrategyThatIsNamedStays() {
        assertThat(strategies(SearchLimits.of(block(Map.of("strategy", "target-tracking")), Optional.empty())))
                .containsExactly("target-tracking");
        assertThat(strategies(SearchLimits.of(block(Map.of("rescaleWorth", "20m")), Optional.empty())))
                .containsExactly("receding-horizon");
        assertThat(SearchLimits.of(block(Map.of("strategy", "threshold")), Optional.empty())
                        .leaveNothing())
                .isTrue();
    }

    @Test
    void numbersThatAreNamedStayWhateverIsSearched() {
        SearchLimits limits = SearchLimits.of(
                block(Map.of("rescaleWorth", "500m", "sloShare", 0.97, "easyRescalesPerDay", 9)), Optional.empty());
        assertThat(limits.leaveNothing()).isTrue();

        PlannerBlock one = block(Map.of("rescaleWorth", "500m"));
        SearchLimits open = SearchLimits.of(one, Optional.empty());
        SearchSpace space = open.spaces().get(0);
        PlannerSettings served = open.served(space.at(space.within(new double[] {0.2, 0.1, 0.9}), one.settings()));
        assertThat(((RecedingHorizon) served.strategy()).rescaleWorth()).isEqualTo(Duration.ofMinutes(500));
        assertThat(served.objective().sloShare())
                .isNotEqualTo(one.settings().objective().sloShare());
    }

    @Test
    void numbersOfTheStrategyThatServesMoveAQuarterOfTheirRangeAtMost() {
        PlannerSettings serving = block(Map.of()).settings();
        SearchSpace horizon =
                SearchLimits.of(block(Map.of()), Optional.of(serving)).spaces().get(1);
        double[] present = horizon.places(serving).orElseThrow();
        double[] up = horizon.within(new double[] {1, 1, 1});
        double[] down = horizon.within(new double[] {0, 0, 0});
        for (int i = 0; i < present.length; i++) {
            assertThat(up[i]).isEqualTo(Math.min(1, present[i] + 0.25));
            assertThat(down[i]).isEqualTo(Math.max(0, present[i] - 0.25));
        }
    }

    @Test
    void settingsThatWereSearchedAreFoundAgainWhereTheyWere() {
        PlannerBlock block = block(Map.of());
        for (SearchSpace space : SearchLimits.NONE.spaces()) {
            for (double[] places : space.guesses()) {
                PlannerSettings settings = space.at(places, block.settings());
                PlannerSettings again = block.with(SettingsText.keys(settings));
                assertThat(again.strategy()).isEqualTo(settings.strategy());
                assertThat(again.rules()).isEqualTo(settings.rules());
                double[] found = space.places(again).orElseThrow();
                assertThat(found).hasSize(space.dimensions());
                assertThat(Arrays.stream(found).toArray()).containsExactly(places, Offset.offset(0.02));
            }
        }
    }
}
