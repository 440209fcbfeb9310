package io.foretide.store;

import io.foretide.series.FeatureWindow;
import io.foretide.series.TimeSeries;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays rows out as columns. Rows come in the order of their recording where they share a minute: the last one stays. */
final class WindowBuilder {
    private final long first;
    private final int size;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    /** A window of {@code size} minutes from {@code first}, in minutes since the epoch. */
    WindowBuilder(long first, int size) {
        this.first = first;
        this.size = size;
    }

    void add(StoredRow row) {
        int index = Math.toIntExact(row.minute() - first);
        for (double[] column : columns.values()) {
            column[index] = Double.NaN;
        }
        int position = 0;
        for (String name : row.schema().names()) {
            columns.computeIfAbsent(name, key -> missing())[index] = row.value(position++);
        }
    }

    FeatureWindow build() {
        Instant start = StoredRow.timeOf(first);
        Map<String, TimeSeries> series = new LinkedHashMap<>();
        columns.forEach((name, values) -> series.put(name, TimeSeries.ofObserved(start, StoredRow.STEP, values)));
        return new FeatureWindow(start, StoredRow.STEP, size, series);
    }

    private double[] missing() {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
