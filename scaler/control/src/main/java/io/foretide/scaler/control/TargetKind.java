package io.foretide.scaler.control;

import io.foretide.config.Key;
import io.foretide.config.Values;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of target, beside the target it opens. Found by {@link ServiceLoader}, chosen by {@code target.type}. Implementations
 * are stateless.
 */
public interface TargetKind {
    /** The word of {@code target.type}. */
    String type();

    /** The keys of the block {@code target} that belong to this type, in the order in which they are shown. */
    List<Key<?>> keys();

    /**
     * The target that a configuration describes, whose required keys are there.
     *
     * @throws IllegalArgumentException naming a key, its value and what is allowed
     */
    TargetSettings read(Values values);

    /** Where it stands in lists of types: the smallest first. */
    default int rank() {
        return Integer.MAX_VALUE;
    }

    /** All kinds on the class path by their type, in the order of their ranks. */
    static Map<String, TargetKind> all() {
        return ServiceLoader.load(TargetKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(TargetKind::rank).thenComparing(TargetKind::type))
                .collect(Collectors.toMap(
                        TargetKind::type, Function.identity(), (first, second) -> first, java.util.LinkedHashMap::new));
    }
}
