package io.foretide.scaler.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What people ask for, word by word as the annotations have it. Immutable.
 *
 * @param words by the key of the annotation
 * @param inSpec those that the object of the job says; the others stand in annotations of what is scaled
 */
record Asked(Map<String, String> words, Set<String> inSpec) {
    Asked {
        words = Map.copyOf(words);
        inSpec = Set.copyOf(inSpec);
    }

    /** By annotations alone. */
    static Asked in(Map<String, String> annotations) {
        return new Asked(annotations, Set.of());
    }

    /** What the spec of an object says, before what the annotations say of the same. */
    Asked under(Map<String, String> spec) {
        Map<String, String> all = new HashMap<>(words);
        all.putAll(spec);
        return new Asked(all, spec.keySet());
    }
}
