package io.foretide.models;

import java.util.Optional;

/** Mean and standard deviation of what is not NaN, by Welford's method. */
final class Spread {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        if (!Double.isNaN(value)) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }
    }

    double mean() {
        return mean;
    }

    Optional<Double> deviation() {
        double deviation = Math.sqrt(squares / count);
        return deviation > 1e-9 ? Optional.of(deviation) : Optional.empty();
    }
}
