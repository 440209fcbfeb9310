package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.PlannerMemory.Memory;
import io.foretide.text.Json;
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
}
