package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.TaskManagerLoad;
import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskManagerMetricsTest {
    private static final String CPU = "{\"id\":\"Status.JVM.CPU.Load\",\"min\":%s,\"avg\":%s}";
    private static final String GC =
            "{\"id\":\"Status.JVM.GarbageCollector.All.TimeMsPerSecond\",\"min\":%s,\"avg\":%s}";

    @ParameterizedTest
    @CsvSource({
        "0.2, 0.4, 5, 10, 0.4, 0.01",
        "0, 0, 0, 0, 0, 0",
        "-1, 0.4, 5, 10, , 0.01",
        "0.2, \"NaN\", 0, 1200, , 1",
    })
    void aMeanOfWhichAPartIsUnknownIsUnknown(
            String cpuMin, String cpuMean, String gcMin, String gcMean, Double cpu, Double gc) throws IOException {
        assertThat(read("[" + CPU.formatted(cpuMin, cpuMean) + "," + GC.formatted(gcMin, gcMean) + "]"))
                .isEqualTo(new TaskManagerLoad(of(cpu), of(gc)));
    }

    @ParameterizedTest
    @CsvSource({"[]", "{}"})
    void whatFlinkDoesNotTellIsUnknown(String answer) throws IOException {
        assertThat(read(answer)).isEqualTo(TaskManagerLoad.UNKNOWN);
        try (FakeFlink flink = new FakeFlink()) {
            assertThat(TaskManagerMetrics.read(flink.rest())).isEqualTo(TaskManagerLoad.UNKNOWN);
        }
    }

    private static TaskManagerLoad read(String answer) throws IOException {
        try (FakeFlink flink = new FakeFlink()) {
            flink.answers.put("/taskmanagers/metrics", answer);
            return TaskManagerMetrics.read(flink.rest());
        }
    }

    private static OptionalDouble of(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
