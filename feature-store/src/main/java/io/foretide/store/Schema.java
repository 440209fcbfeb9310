package io.foretide.store;

import io.foretide.series.Limits;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The ordered feature names of a payload. Immutable. */
final class Schema {
    private final long id;
    private final List<String> names;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final double[] least;
    private final double[] most;

    Schema(long id, List<String> names) {
        this.id = id;
        this.names = List.copyOf(names);
        for (String name : this.names) {
            positions.put(name, positions.size());
        }
        this.least = this.names.stream().mapToDouble(Limits::least).toArray();
        this.most = this.names.stream().mapToDouble(Limits::most).toArray();
    }

    long id() {
        return id;
    }

    List<String> names() {
        return names;
    }

    /** Where a feature is among the names. */
    OptionalInt position(String feature) {
        Integer position = positions.get(feature);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    boolean covers(Set<String> features) {
        return positions.keySet().containsAll(features);
    }

    /** These names, then those of {@code features} that are new. */
    List<String> namesWith(Set<String> features) {
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(features);
        return new ArrayList<>(all);
    }

    /** What is no possible value of its feature is missing from the start. */
    byte[] encode(Map<String, Double> values) {
        double[] row = new double[names.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.getOrDefault(names.get(i), Double.NaN);
        }
        return encode(possible(row));
    }

    byte[] encode(double[] values) {
        ByteBuffer payload = ByteBuffer.allocate(values.length * Double.BYTES);
        payload.asDoubleBuffer().put(values);
        return payload.array();
    }

    /** One value a name, as stored; NaN is missing, and so is what a disk has lost of a row. */
    double[] decode(byte[] payload) {
        double[] values = new double[names.size()];
        DoubleBuffer stored = ByteBuffer.wrap(payload).asDoubleBuffer();
        int known = Math.min(stored.remaining(), values.length);
        stored.get(values, 0, known);
        Arrays.fill(values, known, values.length, Double.NaN);
        return values;
    }

    /** The values without what cannot be, in place: an earlier version, or another program, may have stored it. */
    double[] possible(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!isPossible(i, values[i])) {
                values[i] = Double.NaN;
            }
        }
        return values;
    }

    /** Whether a value of the name at a position is missing or can be. */
    boolean isPossible(int position, double value) {
        return Double.isNaN(value) || (value >= least[position] && value <= most[position]);
    }
}
