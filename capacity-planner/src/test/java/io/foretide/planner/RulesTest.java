package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settledAt;
import static io.foretide.planner.Fixtures.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.rule.Rule;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RulesTest {
    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = horizon(1, 12);

    @Test
    void whatProposesComesBeforeWhatGuardsAndTheFleetAfterwards() {
        assertThat(Rules.builtIn())
                .extracting(Rule::name)
                .containsExactly(
                        "hysteresis",
                        "waiting",
                        "max parallelism",
                        "capped vertex",
                        "hot subtask",
                        "idle slots",
                        "scale-up trial",
                        "stabilization window",
                        "scale-down agreement",
                        "vertex sizes",
                        "loop breaker",
                        "restart budget",
                        "step limit",
                        "key groups",
                        "quarantine",
                        "diminishing returns",
                        "bounds",
                        "used slots",
                        "excluded period",
                        "standoff",
                        "cooldown",
                        "pause",
                        "fleet",
                        "excluded period",
                        "standoff",
                        "pause");
    }

    @Test
    void aProposalIsRememberedForTheStabilizationWindow() {
        PlannerSettings stable = settings.withRules(new RuleSettings(
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                24,
                List.of(),
                List.of()));
        Outcome first = decide(settledAt(5, 900, settings), minute(3), 900, stable);
        assertThat(first.state().taskManagers()).isEqualTo(5);
        assertThat(decide(settledAt(8, 100, settings).withHistory(first.state().history()), minute(12), 100, stable)
                        .state()
                        .taskManagers())
                .isEqualTo(5);
        assertThat(decide(settledAt(8, 100, settings).withHistory(first.state().history()), minute(14), 100, stable)
                        .state()
                        .taskManagers())
                .isLessThan(5);
    }

    private Outcome decide(PlannerState state, Instant now, double load, PlannerSettings with) {
        return planner.decide(new PlanInput(
                state,
                running(now, state.taskManagers(), load, 0),
                Optional.of(flat(now, load)),
                Overrides.NONE,
                with,
                now));
    }

    @Test
    void takesBackAScaleDownThatMadeThingsWorseAndDoesNotTryItAgain() {
        PlannerState down = settledAt(4, 350, settings).rescaled(minute(0), 2);
        Outcome complete = planner.decide(new PlanInput(
                down,
                running(minute(1), 2, 350, 0),
                Optional.of(flat(minute(0), 350)),
                Overrides.NONE,
                settings,
                minute(1)));
        assertThat(complete.state().history().onTrial()).isPresent();
        Outcome worse = planner.decide(new PlanInput(
                complete.state(),
                running(minute(6), 2, 350, 350 * 100),
                Optional.of(flat(minute(5), 350)),
                Overrides.NONE,
                settings,
                minute(6)));
        assertThat(worse.state().history().quarantined()).containsExactly(new Quarantine(2, true, minute(366)));
        assertThat(worse.state().taskManagers()).isGreaterThan(2);
        Outcome later = planner.decide(new PlanInput(
                worse.state(),
                running(minute(60), worse.state().taskManagers(), 100, 0),
                Optional.of(flat(minute(59), 100)),
                Overrides.NONE,
                settings,
                minute(60)));
        assertThat(later.state().taskManagers()).isGreaterThan(2);
    }

    @Test
    void aRestartingJobTeachesNothing() {
        PlannerState state = settledAt(2, 100, settings);
        Outcome blind = planner.decide(new PlanInput(
                state,
                without(JobStatus.RESTARTING, minute(3), 2),
                Optional.empty(),
                Overrides.NONE,
                settings,
                minute(3)));
        assertThat(blind.state().learned()).isEqualTo(state.learned());
    }
}
