package io.foretide.planner;

import static io.foretide.planner.Fixtures.JOB;
import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.settledAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.settings.LagMeasure;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Four TaskManagers of 200 records/s each; the objective is a minute. */
class EventTimeObjectiveTest {
    private static final double LOW = 150;

    @Test
    void aJobThatIsBehindIsMeasuredByTheAgeOfItsEvents() {
        ScalingDecision decision = decide(LagMeasure.EVENT_TIME, 40 * LOW, aged(300));
        Basis basis = decision.basis().orElseThrow();
        assertThat(basis.lagSeconds()).isEqualTo(300);
        assertThat(basis.ageSeconds()).contains(300.0);
        assertThat(decision.adjustments()).extracting(step -> step.cause().id()).contains("lag");
        assertThat(decision.reason()).contains("with an event-time lag of 300 s");
    }

    @Test
    void recordsThatWaitAreForgivenWhereTheirEventsAreYoung() {
        assertThat(decide(LagMeasure.WAITING, 40 * LOW, aged(1)).adjustments())
                .extracting(step -> step.cause().id())
                .contains("lag");
        assertThat(decide(LagMeasure.EVENT_TIME, 40 * LOW, aged(1))).isInstanceOf(Rescale.class);
    }

    @Test
    void oldEventsThatDoNotWaitAreNotLateByTheJob() {
        ScalingDecision replay = decide(LagMeasure.EVENT_TIME, 0, aged(86_400));
        assertThat(replay).isInstanceOf(Rescale.class);
        assertThat(replay.basis().orElseThrow().lagSeconds()).isZero();
        assertThat(replay.reason()).contains("events are 86400 s old, but do not wait");
    }

    @Test
    void aBusyJobThatTellsNoLagIsBehindByItsAge() {
        PlannerSettings settings = settings(LagMeasure.EVENT_TIME);
        JobMetrics busy = tellingNoLag(1);
        JobMetrics idle = tellingNoLag(0.5);
        assertThat(settings.lagSeconds(busy)).isEqualTo(120);
        assertThat(settings.recordsToWorkOff(busy)).isEqualTo(120 * 800);
        assertThat(settings.lagSeconds(idle)).isZero();
    }

    private static JobMetrics tellingNoLag(double busyRatio) {
        return new JobMetrics(
                800,
                800,
                busyRatio,
                0,
                0,
                800,
                0,
                800,
                Optional.empty(),
                List.of("Source__clicks"),
                aged(120),
                Optional.empty());
    }

    @Test
    void anUnknownAgeHoldsAndIsNamed() {
        MetricsGap.Missing gap = new MetricsGap.Missing("Source: clicks", Optional.empty(), "currentEmitEventTimeLag");
        Freshness unknown = new Freshness(new Freshness.Age.Unknown(gap), Freshness.UNKNOWN.watermark());
        ScalingDecision decision = decide(LagMeasure.EVENT_TIME, 0, unknown);
        assertThat(decision).isInstanceOf(Hold.class);
        assertThat(decision.reason()).contains("Source: clicks gives no number for currentEmitEventTimeLag");
        assertThat(decide(LagMeasure.WATERMARK, 0, Freshness.UNKNOWN).reason()).contains("watermarkLag");
        assertThat(decide(LagMeasure.WAITING, 0, unknown)).as("not needed").isInstanceOf(Rescale.class);
    }

    private static Freshness aged(double seconds) {
        return new Freshness(new Freshness.Age.Known(seconds), new Freshness.Age.Known(seconds));
    }

    private static PlannerSettings settings(LagMeasure measure) {
        PlannerSettings settings = horizon(1, 8);
        return settings.withObjective(settings.objective().by(measure));
    }

    private static ScalingDecision decide(LagMeasure measure, double lagRecords, Freshness freshness) {
        PlannerSettings settings = settings(measure);
        JobMetrics metrics = new JobMetrics(LOW, LOW, LOW / 800, 0, lagRecords, LOW).with(freshness);
        JobSnapshot snapshot =
                new JobSnapshot(JOB, minute(1), JobStatus.RUNNING, new Capacity(4, 8, 8), Optional.of(metrics));
        return new CapacityPlanner()
                .decide(new PlanInput(
                        settledAt(4, LOW, settings),
                        snapshot,
                        Optional.of(flat(minute(1), LOW)),
                        Overrides.NONE,
                        settings,
                        minute(1)))
                .decision();
    }
}
