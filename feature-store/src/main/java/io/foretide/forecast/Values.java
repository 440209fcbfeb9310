package io.foretide.forecast;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Numbers that look like a list but take 8 bytes each: a year of forecasts holds hundreds of millions. Immutable. */
final class Values extends AbstractList<Double> implements RandomAccess {
    private final double[] values;

    private Values(double[] values) {
        this.values = values;
    }

    static Values copyOf(double[] values) {
        return new Values(values.clone());
    }

    /** The list itself if it is one of these, else a copy. */
    static Values copyOf(List<Double> list) {
        return list instanceof Values same
                ? same
                : new Values(list.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double at(int index) {
        return values[index];
    }

    @Override
    public Double get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
