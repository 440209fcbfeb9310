package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import org.junit.jupiter.api.Test;

class ScalingMetricsTest {
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
