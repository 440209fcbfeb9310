package io.foretide.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ordered feature names of a payload. Immutable. */
final class Schema {
    private final long id;
    private final List<String> names;
    private final Map<String, Integer> positions = new LinkedHashMap<>();

    Schema(long id, List<String> names) {
        this.id = id;
        this.names = List.copyOf(names);
        for (String name : this.names) {
            positions.put(name, positions.size());
        }
    }

    long id() {
        return id;
    }

    List<String> names() {
        return names;
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

    byte[] encode(Map<String, Double> values) {
        ByteBuffer payload = ByteBuffer.allocate(names.size() * Double.BYTES);
        for (String name : names) {
            payload.putDouble(values.getOrDefault(name, Double.NaN));
        }
        return payload.array();
    }

    double[] decode(byte[] payload) {
        double[] values = new double[names.size()];
        ByteBuffer.wrap(payload).asDoubleBuffer().get(values);
        return values;
    }
}
