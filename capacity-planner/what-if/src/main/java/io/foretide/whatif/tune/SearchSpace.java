package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A strategy and the numbers of it that are searched, each a place from 0 to 1. Immutable. */
interface SearchSpace {
    /** As it stands under {@code strategy}. */
    String strategy();

    /** The numbers, by their keys in the {@code planner} block. */
    List<String> keys();

    /** How many numbers there are. */
    default int dimensions() {
        return keys().size();
    }

    /** The nearest places that may be searched. */
    default double[] within(double[] places) {
        return Arrays.stream(places)
                .map(place -> Math.max(0, Math.min(1, place)))
                .toArray();
    }

    /** Where settings stand; empty if they have another strategy. */
    Optional<double[]> places(PlannerSettings settings);

    /** Settings that differ from {@code base} in the strategy and its numbers alone. */
    PlannerSettings at(double[] places, PlannerSettings base);

    /** Places that are good guesses. */
    List<double[]> guesses();
}
