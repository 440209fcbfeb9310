package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.TaskManagerLoad;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
        Optional<JsonNode> answer = rest.told(PATH + String.join(",", List.of(CPU, GC)));
        return answer.map(metrics -> new TaskManagerLoad(mean(metrics, CPU, 1), mean(metrics, GC, 1_000)))
                .orElse(TaskManagerLoad.UNKNOWN);
    }

    /** A mean with one that does not know is none. */
    private static OptionalDouble mean(JsonNode metrics, String name, double whole) {
        for (JsonNode metric : metrics) {
            double mean = metric.path("avg").asDouble(Double.NaN);
            if (metric.path("id").asText().equals(name)
                    && Double.isFinite(mean)
                    && metric.path("min").asDouble(Double.NaN) >= 0) {
                return OptionalDouble.of(Math.min(1, mean / whole));
            }
        }
        return OptionalDouble.empty();
    }
}
