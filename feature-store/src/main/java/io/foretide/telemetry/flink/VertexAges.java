package io.foretide.telemetry.flink;

import io.foretide.telemetry.Freshness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * How old what a vertex emits is. Event times ahead of the clock count as age 0. A reader that has long been idle still tells the
 * age of its last record: it is left out. Pure.
 *
 * @param emittedMillis largest age of what its source operators emit, if one tells
 * @param watermarkMillis by how much its slowest watermark is behind the clock, if it has one
 * @param idle whether it reads from outside and all its readers have long had nothing to read
 */
record VertexAges(OptionalDouble emittedMillis, OptionalDouble watermarkMillis, boolean idle) {
    private static final String IDLE = "sourceIdleTime";
    private static final String WATERMARK = "currentInputWatermark";

    /** A reader with something to read is not idle for so long, however few its records are. */
    private static final double IDLE_MILLIS = Activity.RATIO_MILLIS;

    /** What Flink answers where no record had an event time yet. */
    private static final double NO_EVENT_TIME = -1;

    /** Names of the metrics that tell it of a subtask. */
    static List<String> names(int subtask, JobDetail.Vertex vertex, List<SourceOperator> operators) {
        List<String> names = new ArrayList<>();
        for (SourceOperator operator : operators) {
            names.add(operator.name(subtask, Freshness.EVENT_TIME_METRIC));
            names.add(operator.name(subtask, Freshness.WATERMARK_METRIC));
            names.add(operator.name(subtask, IDLE));
        }
        if (!vertex.source()) {
            names.add(subtask + "." + WATERMARK);
        }
        return names;
    }

    static VertexAges of(
            JobDetail.Vertex vertex, List<SourceOperator> operators, Map<String, Double> values, long nowMillis) {
        List<Double> emitted = new ArrayList<>();
        List<Double> watermarks = new ArrayList<>();
        boolean idle = !operators.isEmpty();
        for (int i = 0; i < vertex.parallelism(); i++) {
            for (SourceOperator operator : operators) {
                Double idleMillis = values.get(operator.name(i, IDLE));
                if (idleMillis != null && idleMillis >= IDLE_MILLIS) {
                    continue;
                }
                idle = false;
                emitted.add(values.getOrDefault(operator.name(i, Freshness.EVENT_TIME_METRIC), NO_EVENT_TIME));
                watermarks.add(values.getOrDefault(operator.name(i, Freshness.WATERMARK_METRIC), Double.NaN));
            }
            watermarks.add(nowMillis - values.getOrDefault(i + "." + WATERMARK, Double.NaN));
        }
        return new VertexAges(
                oldest(emitted.stream().mapToDouble(age -> age).filter(age -> age != NO_EVENT_TIME), nowMillis),
                oldest(watermarks.stream().mapToDouble(age -> age), nowMillis),
                idle);
    }

    /** Before the first watermark it is Long.MIN_VALUE, after the last Long.MAX_VALUE: no times of this era. */
    private static OptionalDouble oldest(DoubleStream ages, long nowMillis) {
        return ages.filter(age -> Math.abs(age) < nowMillis)
                .map(age -> Math.max(0, age))
                .max();
    }
}
