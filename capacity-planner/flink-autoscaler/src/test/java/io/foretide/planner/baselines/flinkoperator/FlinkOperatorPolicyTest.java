package io.foretide.planner.baselines.flinkoperator;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.baselines.OperatorRequest.Change;
import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlinkOperatorPolicyTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private final SimulationSettings settings = SimulationSettings.of(
            ScalingCurve.linear(1000), 4, 60, Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static double[] constant(int minutes, double rate) {
        double[] values = new double[minutes];
        Arrays.fill(values, rate);
        return values;
    }

    private List<Change> changes(Variant variant, int taskManagers, double... minutes) {
        RecordedChanges policy = new RecordedChanges(new FlinkOperatorPolicy(variant, settings), settings);
        new Simulator(settings, TimeSeries.ofObserved(T0, Duration.ofMinutes(1), minutes)).run(policy, taskManagers);
        return policy.changes();
    }

    private static long minute(Change change) {
        return Duration.between(T0, change.time()).toMinutes();
    }

    @Test
    void constantLoadHoldsAfterTheFirstAdjustment() {
        // 20,000 records/s saturate 16 slots: demand / 0.7 + demand x 5 min / 30 min + backlog / 30 min, in whole
        // TaskManagers
        List<Change> changes = changes(Variant.DEFAULTS, 4, constant(3 * 1440, 20_000));
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).taskManagers()).isBetween(8, 9);
    }

    @Test
    void loadWithinTheBandHolds() {
        assertThat(changes(Variant.DEFAULTS, 8, constant(1440, 20_000))).isEmpty();
    }

    @Test
    void aStepUpIsFollowedOnceTheWindowIsFullAfterTheStart() {
        double[] step = constant(240, 20_000);
        Arrays.fill(step, 2, 240, 60_000);
        Change first = changes(Variant.DEFAULTS, 8, step).get(0);
        assertThat(minute(first)).isBetween(20L, 23L);
        assertThat(first.taskManagers()).isGreaterThanOrEqualTo(22);

        Change fast = changes(Variant.FAST, 8, step).get(0);
        assertThat(minute(fast)).isBetween(6L, 9L);
    }

    @Test
    void aSecondScaleUpWaitsForStabilizationAndWindow() {
        double[] stairs = constant(600, 20_000);
        Arrays.fill(stairs, 60, 600, 40_000);
        Arrays.fill(stairs, 76, 600, 120_000);
        List<Change> changes = changes(Variant.DEFAULTS, 8, stairs);
        assertThat(changes).hasSizeGreaterThanOrEqualTo(2);
        assertThat(changes.get(1).taskManagers()).isGreaterThan(changes.get(0).taskManagers());
        assertThat(minute(changes.get(1)) - minute(changes.get(0))).isGreaterThanOrEqualTo(20);
    }

    @Test
    void scaleDownIsDelayedByAnHour() {
        double[] fall = constant(400, 20_000);
        Arrays.fill(fall, 60, 400, 2_000);
        for (Variant variant : Variant.values()) {
            Change first =
                    changes(variant, variant == Variant.FAST ? 10 : 8, fall).get(0);
            assertThat(minute(first)).isBetween(60L + 60, 60L + 60 + 16);
            assertThat(first.taskManagers()).isLessThan(8);
        }
    }

    @Test
    void neverLeavesTheBoundsOfTheCluster() {
        assertThat(changes(Variant.DEFAULTS, 10, constant(600, 400_000)))
                .isNotEmpty()
                .allMatch(change -> change.taskManagers() <= 60);
    }

    @Test
    void endsAtTheSmallestSizeWithoutAnyLoad() {
        List<Change> changes = changes(Variant.DEFAULTS, 10, constant(1440, 0));
        assertThat(changes.get(changes.size() - 1).taskManagers()).isEqualTo(1);
    }

    @Test
    void isDeterministic() {
        double[] wave = new double[1440];
        Arrays.setAll(wave, i -> 30_000 + 25_000 * Math.sin(i / 100.0));
        assertThat(changes(Variant.FAST, 5, wave)).hasSizeGreaterThan(2).isEqualTo(changes(Variant.FAST, 5, wave));
    }
}
