package io.foretide.scaler.app.attack;

import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.PlannerMemory.Memory;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.access.Mutator;
import io.foretide.text.Json;
import java.time.Instant;
import java.util.Optional;

/** A planner's memory, as somebody or a disk has left it: it is read as it is or not at all, and decided by either way. */
final class MemoryAttack implements Attack {
    private static final Instant T0 = Instant.parse("2026-05-01T10:00:00Z");
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 8);

    private final CapacityPlanner planner = new CapacityPlanner();
    private final String good;

    MemoryAttack() {
        PlannerState state = PlannerState.initial(2, SETTINGS);
        for (int minute = 0; minute < 60; minute++) {
            state = decide(state, T0.plusSeconds(60L * minute));
        }
        good = Json.line(Memory.of(state.rescaled(T0.plusSeconds(3600), 4)));
    }

    @Override
    public String name() {
        return "planner's memory";
    }

    @Override
    public int once(Mutator mutator) {
        Memory.read(mutator.mutated(good)).ifPresent(memory -> decide(memory.state(), T0.plusSeconds(3660)));
        return 1;
    }

    private PlannerState decide(PlannerState state, Instant now) {
        JobSnapshot snapshot = new JobSnapshot(
                new JobId("orders"),
                now,
                JobStatus.RUNNING,
                new Capacity(2, 4, 4),
                Optional.of(new JobMetrics(300, 300, 0.75, 0, 0, 300)));
        return planner.decide(new PlanInput(state, snapshot, Optional.empty(), Overrides.NONE, SETTINGS, now))
                .state();
    }
}
