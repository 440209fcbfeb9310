package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingMetricsTest {
    @Test
    void scaleUpsCountOnceTheyAreCompleteAsEarlyOrLate() {
        PrometheusRegistry registry = new PrometheusRegistry();
        ScalingMetrics metrics = new ScalingMetrics(registry);
        JobId job = new JobId("orders");
        metrics.outcome(job, ready(Optional.of(Duration.ofMinutes(4)), false));
        metrics.outcome(job, ready(Optional.of(Duration.ofMinutes(4)), true));
        metrics.outcome(job, ready(Optional.of(Duration.ofMinutes(-2)), true));
        metrics.outcome(job, ready(Optional.empty(), true));
        assertThat(registry.scrape("foretide_scale_up_ready_seconds"::equals).stream())
                .singleElement()
                .isInstanceOfSatisfying(
                        HistogramSnapshot.class,
                        histogram -> assertThat(histogram.getDataPoints())
                                .extracting(
                                        point -> point.getLabels().get("timing"),
                                        point -> point.getCount(),
                                        point -> point.getSum())
                                .containsExactlyInAnyOrder(tuple("early", 1L, 240.0), tuple("late", 1L, 120.0)));
    }

    private static DecisionOutcome ready(Optional<Duration> beforeLoad, boolean complete) {
        return new DecisionOutcome("d", Map.of(), beforeLoad, Optional.empty(), complete);
    }

    @Test
    void placeholdersAreTheJobsNewest() {
        PrometheusRegistry registry = new PrometheusRegistry();
        ScalingMetrics metrics = new ScalingMetrics(registry);
        metrics.placeholders(new JobId("orders"), 5);
        metrics.placeholders(new JobId("orders"), 3);
        assertThat(registry.scrape("foretide_placeholder_pods"::equals).stream())
                .singleElement()
                .isInstanceOfSatisfying(
                        GaugeSnapshot.class,
                        gauge -> assertThat(gauge.getDataPoints())
                                .singleElement()
                                .satisfies(point -> {
                                    assertThat(point.getLabels().get("job")).isEqualTo("orders");
                                    assertThat(point.getValue()).isEqualTo(3);
                                }));
    }
}
