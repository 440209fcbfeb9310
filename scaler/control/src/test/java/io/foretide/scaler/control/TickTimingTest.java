package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TickTimingTest {
    private static final JobId JOB = new JobId("orders");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private long nanos = 42;
    private final TickTiming timing = new TickTiming(registry, () -> nanos);

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void aTickAndItsStepsAreTimed() {
        try (TickTiming.Tick tick = timing.start(JOB)) {
            assertThat(tick.time(TickStep.COLLECT, () -> {
                        pass(1_500);
                        return "seen";
                    }))
                    .isEqualTo("seen");
            pass(250);
            tick.run(TickStep.READ_TARGET, () -> pass(30));
        }
        assertThat(point("foretide_tick_seconds", "job", "orders").getSum()).isEqualTo(1.78);
        assertThat(step("collect").getSum()).isEqualTo(1.5);
        assertThat(step("read_target").getSum()).isEqualTo(0.03);
        assertThat(step("read_target").getCount()).isEqualTo(1);
    }

    @Test
    void aStepDoneTwiceInATickIsOneWithBothTimes() {
        try (TickTiming.Tick tick = timing.start(JOB)) {
            tick.run(TickStep.SAVE, () -> pass(100));
            tick.run(TickStep.APPLY, () -> pass(400));
            tick.run(TickStep.SAVE, () -> pass(50));
        }
        assertThat(step("save").getCount()).isEqualTo(1);
        assertThat(step("save").getSum()).isEqualTo(0.15);
    }

    @Test
    void aStepThatFailsIsTimedToo() {
        assertThatThrownBy(() -> {
                    try (TickTiming.Tick tick = timing.start(JOB)) {
                        tick.run(TickStep.SAVE, () -> {
                            pass(5_000);
                            throw new IllegalStateException("the memory does not answer");
                        });
                    }
                })
                .hasMessage("the memory does not answer");
        assertThat(step("save").getSum()).isEqualTo(5);
        assertThat(point("foretide_tick_seconds", "job", "orders").getSum()).isEqualTo(5);
    }

    private HistogramDataPointSnapshot step(String step) {
        return point("foretide_tick_step_seconds", "job", "orders", "step", step);
    }

    private HistogramDataPointSnapshot point(String name, String... labels) {
        return registry.scrape(found -> found.equals(name)).stream()
                .flatMap(metric -> ((HistogramSnapshot) metric).getDataPoints().stream())
                .filter(point -> point.getLabels().equals(Labels.of(labels)))
                .findFirst()
                .orElseThrow();
    }
}
