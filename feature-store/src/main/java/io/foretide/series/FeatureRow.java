package io.foretide.series;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The features of one job for one step.
 *
 * @param time start of the step
 * @param values feature name to finite value; what is absent is missing
 */
public record FeatureRow(Instant time, Map<String, Double> values) {
    public FeatureRow {
        values.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "feature " + name + " at " + time + " is " + value + ": must be a finite number");
            }
        });
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
