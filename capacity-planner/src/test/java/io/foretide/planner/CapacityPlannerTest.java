package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settings;
import static io.foretide.planner.Fixtures.settledAt;
import static io.foretide.planner.Fixtures.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CapacityPlannerTest {
    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = settings(1, 8);

    private PlannerState settled(int taskManagers, double demand) {
        return settledAt(taskManagers, demand, settings);
    }

    private ScalingDecision decide(PlannerState state, double demand, double lag, double forecast) {
        Instant now = minute(3);
        return planner.decide(new PlanInput(
                        state,
                        running(now, state.taskManagers(), demand, lag),
                        Optional.of(flat(now, forecast)),
                        Overrides.NONE,
                        settings,
                        now))
                .decision();
    }

    @Test
    void scalesUpOnTheForecastAlone() {
        // one TaskManager carries 2 x 100 x 0.75 = 150 records/s; 400 need three
        assertThat(decide(settled(1, 100), 100, 0, 400))
                .isInstanceOfSatisfying(
                        Rescale.class, r -> assertThat(r.toTaskManagers()).isEqualTo(3));
    }

    @Test
    void scalesUpOnThePresentLoadWhenTheForecastIsTooLow() {
        assertThat(decide(settled(1, 400), 400, 0, 100))
                .isInstanceOfSatisfying(
                        Rescale.class, r -> assertThat(r.toTaskManagers()).isEqualTo(3));
    }

    @Test
    void aLowForecastAloneDoesNotScaleDown() {
        assertThat(decide(settled(4, 590), 590, 0, 50)).isInstanceOf(Hold.class);
    }

    @Test
    void scalesDownWhenForecastAndPresentLoadAgree() {
        assertThat(decide(settled(4, 100), 100, 0, 120))
                .isInstanceOfSatisfying(
                        Rescale.class, r -> assertThat(r.toTaskManagers()).isEqualTo(1));
    }

    @Test
    void doesNotScaleDownWithoutAForecast() {
        Instant now = minute(3);
        ScalingDecision decision = planner.decide(new PlanInput(
                        settled(4, 100), running(now, 4, 100, 0), Optional.empty(), Overrides.NONE, settings, now))
                .decision();
        assertThat(decision).isInstanceOf(Hold.class);
        assertThat(decision.reasonId()).isEqualTo("no-forecast");
    }

    @Test
    void doesNotScaleDownOnAStaleForecast() {
        Instant now = minute(60);
        ScalingDecision decision = planner.decide(new PlanInput(
                        settled(4, 100),
                        running(now, 4, 100, 0),
                        Optional.of(flat(minute(40), 100)),
                        Overrides.NONE,
                        settings,
                        now))
                .decision();
        assertThat(decision).isInstanceOf(Hold.class);
    }

    @Test
    void doesNotScaleDownWhileLagging() {
        ScalingDecision decision = decide(settled(4, 100), 100, 100 * 45, 100);
        assertThat(decision).isInstanceOf(Hold.class);
        assertThat(decision.adjustments()).extracting(Adjustment::reasonId).containsExactly("lag");
    }

    @Test
    void doesNothingOnTheFirstMeasurements() {
        PlannerState state = PlannerState.initial(1, settings);
        for (int i = 0; i < 2; i++) {
            Outcome outcome = planner.decide(new PlanInput(
                    state,
                    running(minute(i), 1, 900, 0),
                    Optional.of(flat(minute(i), 900)),
                    Overrides.NONE,
                    settings,
                    minute(i)));
            assertThat(outcome.decision()).isInstanceOf(Hold.class);
            state = outcome.state();
        }
        assertThat(planner.decide(new PlanInput(
                                state,
                                running(minute(2), 1, 900, 0),
                                Optional.empty(),
                                Overrides.NONE,
                                settings,
                                minute(2)))
                        .decision())
                .isInstanceOf(Rescale.class);
    }

    @Test
    void holdsWithinTheHysteresisBand() {
        assertThat(decide(settled(2, 300), 300, 0, 350)).isInstanceOf(Hold.class);
    }

    @Test
    void holdsDuringCooldown() {
        Outcome up = planner.decide(new PlanInput(
                settled(1, 400),
                running(minute(0), 1, 400, 0),
                Optional.of(flat(minute(0), 400)),
                Overrides.NONE,
                settings,
                minute(0)));
        assertThat(up.decision()).isInstanceOf(Rescale.class);
        Outcome next = planner.decide(new PlanInput(
                up.state(),
                running(minute(4), 3, 590, 0),
                Optional.of(flat(minute(4), 1500)),
                Overrides.NONE,
                settings,
                minute(4)));
        assertThat(next.decision()).isInstanceOf(Hold.class);
        assertThat(next.decision().reasonId()).isEqualTo("cooldown");
    }

    @Test
    void holdsWhileTheJobRestartsOrItsMetricsAreMissing() {
        for (JobStatus status : JobStatus.values()) {
            ScalingDecision decision = planner.decide(new PlanInput(
                            settled(4, 0),
                            without(status, minute(1), 4),
                            Optional.empty(),
                            Overrides.NONE,
                            settings,
                            minute(1)))
                    .decision();
            assertThat(decision).as(status.toString()).isInstanceOf(Hold.class);
        }
    }

    @Test
    void holdsOnAStaleSnapshot() {
        ScalingDecision decision = planner.decide(new PlanInput(
                        settled(1, 900),
                        running(minute(0), 1, 900, 0),
                        Optional.empty(),
                        Overrides.NONE,
                        settings,
                        minute(10)))
                .decision();
        assertThat(decision).isInstanceOf(Hold.class);
        assertThat(decision.reasonId()).isEqualTo("stale-telemetry");
    }

    @Test
    void worksOffALag() {
        // 6,000 records in 10 minutes are 10 records/s more: 185 + 10 > 1.2 x 150
        assertThat(decide(settled(1, 175), 175, 0, 175)).isInstanceOf(Hold.class);
        assertThat(decide(settled(1, 175), 175, 6_000, 175)).isInstanceOf(Rescale.class);
    }

    @Test
    void learnsTheLeadTimeFromAStart() {
        Outcome up = planner.decide(new PlanInput(
                settled(1, 400),
                running(minute(0), 1, 400, 0),
                Optional.of(flat(minute(0), 400)),
                Overrides.NONE,
                settings,
                minute(0)));
        Outcome waiting = planner.decide(new PlanInput(
                up.state(),
                without(JobStatus.RESTARTING, minute(2), 3),
                Optional.empty(),
                Overrides.NONE,
                settings,
                minute(2)));
        assertThat(waiting.state().history().pending()).isPresent();
        Outcome there = planner.decide(new PlanInput(
                waiting.state(), running(minute(3), 3, 400, 0), Optional.empty(), Overrides.NONE, settings, minute(3)));
        assertThat(there.state().history().pending()).isEmpty();
        assertThat(there.state().learned().leadTime().observed()).containsExactly(Duration.ofMinutes(3));
        assertThat(there.state().learned().leadTime().estimate()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void explainsItselfInOneSentence() {
        assertThat(decide(settled(1, 100), 100, 0, 400).reason())
                .isEqualTo(
                        "Scale up 1 -> 3 TaskManagers: 2.7 are needed, as the 0.9 quantile of flat peaks at 400 records/s"
                                + " and a TaskManager counts for 150.");
    }

    @Test
    void aBusyLoadThatStopsAltogetherIsAnOutageUntilItHasLasted() {
        PlannerState state = settled(4, 500);
        for (int i = 3; i < 21; i++) {
            CapacityPlanner.Outcome outcome = silent(state, minute(i));
            assertThat(outcome.decision().reasonId()).as("minute %s", i).isEqualTo("silence");
            state = outcome.state();
        }
        assertThat(state.learned().demand().newest()).isEqualTo(500);
        assertThat(silent(state, minute(21)).decision().reasonId()).isNotEqualTo("silence");
    }

    @Test
    void aMinuteWithoutRecordsOfAThinLoadIsNoOutage() {
        assertThat(silent(settled(4, 0.5), minute(3)).decision().reasonId()).isNotEqualTo("silence");
    }

    private CapacityPlanner.Outcome silent(PlannerState state, Instant now) {
        return planner.decide(new PlanInput(
                state,
                running(now, state.taskManagers(), 0, 0),
                Optional.of(flat(now, 0)),
                Overrides.NONE,
                settings,
                now));
    }
}
