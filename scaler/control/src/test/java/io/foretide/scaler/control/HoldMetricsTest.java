package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HoldMetricsTest {
    private static final Instant T0 = Instant.parse("2026-01-31T06:30:00Z");
    private static final JobId JOB = new JobId("orders");
    private static final Standing LEADS = new Standing.Leads();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final HoldMetrics metrics = new HoldMetrics(registry);

    private void tick(Optional<TargetSnapshot> target, Standing standing, List<Adjustment> adjustments) {
        Cause cause = adjustments.isEmpty()
                ? new Cause.Recorded("present-load", "Hold 2.")
                : adjustments.get(adjustments.size() - 1).cause();
        metrics.tick(new TickReport(
                T0.toString(),
                T0,
                new JobSnapshot(JOB, T0, JobStatus.RUNNING, new Capacity(2, 4, 4), Optional.empty()),
                Optional.empty(),
                new Hold(T0, 2, cause, Optional.empty(), adjustments),
                PlannerState.initial(2, PlannerSettings.defaults(2, 1, 8)),
                Optional.empty(),
                standing,
                target));
    }

    private static List<Adjustment> by(String id, int from, int to) {
        return List.of(new Adjustment(id, from, to, new Cause.Recorded(id, "half a sentence")));
    }

    /** The last label of each point to its value. */
    private Map<String, Double> points(String name) {
        GaugeSnapshot gauge = (GaugeSnapshot)
                registry.scrape(name::equals).stream().findFirst().orElseThrow();
        return gauge.getDataPoints().stream()
                .collect(Collectors.toMap(
                        point -> point.getLabels().getValue(point.getLabels().size() - 1), point -> point.getValue()));
    }

    @Test
    void whatKeepsTheSizeIsOneWordUntilItIsOver() {
        tick(Optional.of(TargetSnapshot.of(2)), LEADS, by("standoff", 4, 2));
        assertThat(points("foretide_held")).isEqualTo(Map.of("standoff", 1.0));
        assertThat(points("foretide_decision_reason")).isEqualTo(Map.of("standoff", 1.0));
        tick(Optional.of(TargetSnapshot.of(2)), LEADS, by("paused-up", 4, 2));
        assertThat(points("foretide_held")).isEqualTo(Map.of("paused-up", 1.0));
        tick(Optional.of(TargetSnapshot.of(2)), LEADS, List.of());
        assertThat(points("foretide_held")).isEmpty();
        assertThat(points("foretide_decision_reason")).isEqualTo(Map.of("present-load", 1.0));
    }

    @Test
    void theLargestSizeKeepsItAndTheSmallestDoesNot() {
        tick(Optional.of(TargetSnapshot.of(2)), LEADS, by("bounds", 4, 2));
        assertThat(points("foretide_held")).isEqualTo(Map.of("bounds", 1.0));
        tick(Optional.of(TargetSnapshot.of(2)), LEADS, by("bounds", 1, 2));
        assertThat(points("foretide_held")).isEmpty();
    }

    @Test
    void theModeIsKnownWhereTheTargetIsReadAndWhatIsNotReadIsCounted() {
        tick(Optional.of(TargetSnapshot.of(2, Mode.RECOMMEND.whyRecommended())), LEADS, List.of());
        assertThat(points("foretide_mode")).isEqualTo(Map.of("recommend", 1.0));
        assertThat(points("foretide_held")).as("the mode is meant").isEmpty();
        tick(Optional.empty(), new Standing.Follows(new Cause.Recorded("not-leading", "another leads")), List.of());
        assertThat(points("foretide_mode")).isEqualTo(Map.of("recommend", 1.0));
        assertThat(points("foretide_leading")).isEqualTo(Map.of("orders", 0.0));
        assertThat(registry.scrape("foretide_target_read_failures"::equals).stream())
                .singleElement()
                .isInstanceOfSatisfying(
                        CounterSnapshot.class,
                        counter -> assertThat(counter.getDataPoints().get(0).getValue())
                                .isEqualTo(1));
        tick(Optional.of(TargetSnapshot.of(2)), LEADS, List.of());
        assertThat(points("foretide_mode")).isEqualTo(Map.of("auto", 1.0));
        assertThat(points("foretide_leading")).isEqualTo(Map.of("orders", 1.0));
    }
}
