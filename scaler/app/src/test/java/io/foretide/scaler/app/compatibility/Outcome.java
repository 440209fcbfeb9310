package io.foretide.scaler.app.compatibility;

import io.foretide.scaler.local.FlinkLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was measured and decided of a shape.
 *
 * @param measured ticks with metrics, of {@code ticks}
 * @param demand the median, records/s; NaN if it was never measured
 * @param ratePerSlot what was learned, records/s
 * @param parallelisms at which the job ran, one after the other
 * @param taskManagers asked for at the end
 */
record Outcome(
        FlinkLine flink,
        Shape shape,
        int measured,
        int ticks,
        double demand,
        OptionalDouble ratePerSlot,
        List<Integer> parallelisms,
        int taskManagers,
        String reason) {
    private static final double DEMAND_ERROR = 0.03;
    private static final double RATE_ERROR = 0.1;

    static final String HEAD = """
            | job | Flink | measured | demand, truth | measured | a slot, truth | learned | TaskManagers | right | ran at parallelism | asked for | verdict | reason |
            |---|---|---:|---:|---:|---:|---:|---:|---|---|---:|---|---|
            """;

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d of %d | %s | %s | %s | %s | %d | %s | %s | %d | %s | %s |%n",
                shape.name(),
                flink,
                measured,
                ticks,
                text(shape.demand()),
                Double.isNaN(demand) ? "-" : String.format(Locale.ROOT, "%.1f", demand),
                text(shape.ratePerSlot()),
                text(ratePerSlot),
                shape.taskManagers(),
                shape.right(),
                parallelisms.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                taskManagers,
                verdict(),
                reason.replace('|', '/'));
    }

    private String verdict() {
        List<String> wrong = new ArrayList<>();
        if (shape.demand().isPresent() && !near(shape.demand().getAsDouble(), demand, DEMAND_ERROR)) {
            wrong.add("demand");
        }
        if (shape.ratePerSlot().isPresent()
                && ratePerSlot.isPresent()
                && !near(shape.ratePerSlot().getAsDouble(), ratePerSlot.getAsDouble(), RATE_ERROR)) {
            wrong.add("rate");
        }
        if (!shape.right().is(taskManagers, reason)) {
            wrong.add("decision");
        }
        return wrong.isEmpty() ? "good" : "**" + String.join(", ", wrong) + "**";
    }

    private static boolean near(double truth, double value, double share) {
        return Math.abs(value - truth) <= share * truth;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
    }
}
