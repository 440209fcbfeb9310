package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.SizeAuthor;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.PlannerMemory.Memory;
import io.foretide.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerMemoryTest {
    private static final PlannerState STATE = PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8));

    @Test
    void keepsWhatTheTargetLeavesAlone() {
        Memory memory = new Memory(STATE, Optional.of(STATE), Map.of("sink", 1), Map.of("enrich", 3));
        assertThat(Memory.read(Json.line(memory))).contains(memory);
    }

    @Test
    void isAsItWasBeforeWhereNothingIsLeftAlone() {
        String json = Json.line(Memory.of(STATE));
        assertThat(json).doesNotContain("kept");
        assertThat(Memory.read(json)).contains(Memory.of(STATE));
    }

    @Test
    void aSizeThatAnEarlierVersionHasRememberedAsSomebodysIsAHands() {
        Instant now = Instant.parse("2026-01-31T06:30:00Z");
        Memory memory = Memory.of(STATE.changedByOthers(5, SizeAuthor.hand("kubectl"), now));
        String json = Json.line(memory);
        String earlier = json.replace(",\"byManifest\":false,\"before\":null", "");
        assertThat(earlier).isNotEqualTo(json);
        assertThat(Memory.read(earlier)).contains(memory);
    }

    @Test
    void whoHasSetASizeIsRememberedWithIt() {
        Instant now = Instant.parse("2026-01-31T06:30:00Z");
        TargetSnapshot dropped = new TargetSnapshot(
                1,
                Optional.empty(),
                Overrides.NONE,
                Optional.empty(),
                Optional.empty(),
                new SizeAuthor("kubectl-client-side-apply", true),
                "1",
                Optional.empty());
        Memory memory = Memory.of(Memory.of(STATE).at(dropped, now));
        assertThat(Memory.read(Json.line(memory))
                        .orElseThrow()
                        .state()
                        .history()
                        .foreign())
                .hasValueSatisfying(change -> {
                    assertThat(change.byManifest()).isTrue();
                    assertThat(change.isMeant(Duration.ofHours(1))).isFalse();
                });
    }
}
