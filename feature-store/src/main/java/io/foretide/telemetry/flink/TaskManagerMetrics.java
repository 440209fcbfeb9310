package io.foretide.telemetry.flink;

import io.foretide.telemetry.TaskManagerLoad;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** Reads what the TaskManagers do, in one request however many they are. */
final class TaskManagerMetrics {
    /** Share of the processors that the process may use; negative where the JVM does not know. */
    private static final String CPU = "Status.JVM.CPU.Load";

    /** Of all collectors, mean of a minute; Flink has it since 1.19. */
    private static final String GC = "Status.JVM.GarbageCollector.All.TimeMsPerSecond";

    private static final String PATH = "/taskmanagers/metrics?agg=avg,min&get=";

    private TaskManagerMetrics() {}

    /** What Flink does not tell is unknown. */
    static TaskManagerLoad read(FlinkRest rest) throws IOException {
        List<FlinkAnswer> metrics =
                FlinkRest.told(() -> rest.list(PATH + String.join(",", List.of(CPU, GC))), List.of());
        return new TaskManagerLoad(mean(metrics, CPU, 1), mean(metrics, GC, 1_000));
    }

    /** A mean with one that does not know is none. */
    private static OptionalDouble mean(List<FlinkAnswer> metrics, String name, double whole) {
        for (FlinkAnswer metric : metrics) {
            double mean = metric.node().path("avg").asDouble(Double.NaN);
            if (metric.node().path("id").asText().equals(name)
                    && Double.isFinite(mean)
                    && mean >= 0
                    && metric.node().path("min").asDouble(Double.NaN) >= 0) {
                return OptionalDouble.of(Math.min(1, mean / whole));
            }
        }
        return OptionalDouble.empty();
    }
}
