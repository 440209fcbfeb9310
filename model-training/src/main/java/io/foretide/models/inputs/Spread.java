package io.foretide.models.inputs;

import java.util.OptionalDouble;

/** Mean and standard deviation of what is not NaN, by Welford's method. */
public final class Spread {
    private long count;
    private double mean;
    private double squares;

    public void add(double value) {
        if (!Double.isNaN(value)) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }
    }

    public double mean() {
        return mean;
    }

    public OptionalDouble deviation() {
        double deviation = Math.sqrt(squares / count);
        return deviation > 1e-9 ? OptionalDouble.of(deviation) : OptionalDouble.empty();
    }
}
