package io.foretide.whatif.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.baselines.HorizontalPodAutoscaler;
import io.foretide.planner.simulation.JobView;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedCpuTest {
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final double MISSING = Double.NaN;

    @Test
    void scalesOnTheCpuThatWentWithTheBusyRatio() {
        Map<String, double[]> columns =
                Map.of(Features.BUSY, new double[] {0.5, 0.5}, Features.CPU, new double[] {0.25, 1});
        assertThat(sizeAt(1, columns, 0.7)).as("CPU 0.35").isEqualTo(2);
        assertThat(sizeAt(2, columns, 0.7)).as("CPU 1.4").isEqualTo(8);
    }

    @Test
    void nothingIsKnownBeforeTheFirstMinuteIsOver() {
        Map<String, double[]> columns =
                Map.of(Features.BUSY, new double[] {0.5, 0.5}, Features.CPU, new double[] {MISSING, 0.25});
        assertThat(sizeAt(1, columns, 0.7)).isEqualTo(4);
        assertThat(sizeAt(2, columns, 0.7)).isEqualTo(2);
    }

    @Test
    void aQuietOrMissingMinuteLeavesTheOneBefore() {
        Map<String, double[]> columns =
                Map.of(Features.BUSY, new double[] {0.5, 0.01, MISSING}, Features.CPU, new double[] {0.25, 0.2, 0.3});
        assertThat(sizeAt(3, columns, 0.7)).isEqualTo(2);
    }

    @Test
    void theBusyRatioStandsForCpuThatNobodyRecorded() {
        assertThat(sizeAt(2, Map.of(Features.BUSY, new double[] {0.5, 0.5}), 0.35))
                .isEqualTo(2);
        assertThat(sizeAt(
                        2,
                        Map.of(Features.BUSY, new double[] {0.5, 0.5}, Features.CPU, new double[] {MISSING, MISSING}),
                        0.35))
                .isEqualTo(2);
    }

    /** The size that is asked for of a job of four TaskManagers, so many minutes after the start. */
    private static int sizeAt(int minutes, Map<String, double[]> columns, double busyRatio) {
        Map<String, TimeSeries> series = new LinkedHashMap<>();
        columns.forEach(
                (name, values) -> series.put(name, TimeSeries.ofObserved(START, Duration.ofMinutes(1), values)));
        int size = columns.get(Features.BUSY).length;
        FeatureWindow window = new FeatureWindow(START, Duration.ofMinutes(1), size, series);
        return RecordedCpu.autoscaler(window, HorizontalPodAutoscaler.TARGET_RATIO)
                .size(job(START.plus(Duration.ofMinutes(minutes)), busyRatio));
    }

    private static JobView job(Instant now, double busyRatio) {
        return (JobView) Proxy.newProxyInstance(
                JobView.class.getClassLoader(),
                new Class<?>[] {JobView.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "now" -> now;
                    case "requestedTaskManagers" -> 4;
                    case "hasMetrics" -> true;
                    case "busyRatio" -> busyRatio;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
