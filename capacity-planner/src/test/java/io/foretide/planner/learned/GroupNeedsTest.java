package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.SlotGroup;
import io.foretide.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupNeedsTest {
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 12);
    private static final LearningSettings.Needs FIGURES =
            SETTINGS.tuning().learning().needs();
    private static final JobTopology ALIKE = new JobTopology(
            List.of(new SlotGroup("a", 1, 1, 128), new SlotGroup("b", 1, 1, 128), new SlotGroup("kept", 1, 3, 3)),
            true);

    private static GroupNeeds after(GroupNeeds before, int minutes, Map<String, Double> seen) {
        GroupNeeds needs = before;
        for (int i = 0; i < minutes; i++) {
            needs = needs.observe(seen, FIGURES, Duration.ofMinutes(1));
        }
        return needs;
    }

    private static List<Double> shares(GroupNeeds needs) {
        return needs.shape(ALIKE, FIGURES).groups().stream()
                .map(SlotGroup::share)
                .toList();
    }

    @Test
    void whatIsNotKnownHasTheWhole() {
        assertThat(shares(GroupNeeds.UNKNOWN)).containsExactly(1.0, 1.0, 1.0);
        assertThat(shares(after(GroupNeeds.UNKNOWN, 60, Map.of("a", 1.0)))).containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void aGroupThatNeedsLessComesToItsShareAndAReserveWithinHalfAnHour() {
        Map<String, Double> seen = Map.of("a", 1.0, "b", 0.2);
        assertThat(shares(after(GroupNeeds.UNKNOWN, 3, seen)).get(1)).isEqualTo(1);
        assertThat(shares(after(GroupNeeds.UNKNOWN, 60, seen)).get(1)).isCloseTo(0.28, within(0.01));
    }

    @Test
    void aGroupThatNeedsMoreIsFollowedWithinMinutes() {
        GroupNeeds quiet = after(GroupNeeds.UNKNOWN, 60, Map.of("a", 1.0, "b", 0.2));
        GroupNeeds busy = after(quiet, 4, Map.of("a", 1.0, "b", 0.8));
        assertThat(busy.needs().get("b")).isGreaterThan(0.7);
        JobTopology present = quiet.shape(ALIKE, FIGURES);
        assertThat(quiet.isShort(present, FIGURES)).isFalse();
        assertThat(busy.isShort(present, FIGURES)).isTrue();
    }

    @Test
    void aShorterTickTeachesAsMuchInTheSameTime() {
        GroupNeeds slow = after(GroupNeeds.UNKNOWN, 5, Map.of("b", 0.2));
        GroupNeeds fast = GroupNeeds.UNKNOWN;
        for (int i = 0; i < 30; i++) {
            fast = fast.observe(Map.of("b", 0.2), FIGURES, Duration.ofSeconds(10));
        }
        assertThat(fast.needs().get("b")).isCloseTo(slow.needs().get("b"), within(1e-9));
    }

    @Test
    void sharesAreOfTheGroupThatNeedsMostOfThoseThatAreScaled() {
        GroupNeeds needs = new GroupNeeds(Map.of("a", 0.1, "b", 0.01, "kept", 1.0));
        assertThat(shares(needs))
                .satisfiesExactly(
                        a -> assertThat(a).isEqualTo(1),
                        b -> assertThat(b).isCloseTo(0.14, within(0.001)),
                        kept -> assertThat(kept).isEqualTo(1));
    }

    @Test
    void aTargetThatCannotSizeThemApartKeepsTheShape() {
        JobTopology shape = new JobTopology(2, 128);
        assertThat(new GroupNeeds(Map.of("0", 1.0, "1", 0.1)).shape(shape, FIGURES))
                .isEqualTo(shape);
    }

    @Test
    void aMemoryIsAsItWasBeforeWhereNothingIsKnown() {
        PlannerState state = PlannerState.initial(2, SETTINGS);
        String json = Json.line(state);
        assertThat(json).doesNotContain("groupNeeds");
        assertThat(Json.read(json, PlannerState.class)).isEqualTo(state);
    }

    @Test
    void whatIsKnownIsRemembered() {
        PlannerState state = PlannerState.initial(2, SETTINGS);
        PlannerState learned =
                new PlannerState(2, state.learned().with(new GroupNeeds(Map.of("a", 0.25))), state.history());
        assertThat(Json.line(learned)).contains("\"groupNeeds\":{\"a\":0.25}");
        assertThat(Json.read(Json.line(learned), PlannerState.class)).isEqualTo(learned);
    }
}
