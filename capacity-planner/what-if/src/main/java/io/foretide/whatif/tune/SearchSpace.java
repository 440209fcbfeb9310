package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import java.util.List;

/** A strategy and the numbers of it that are searched, each a place from 0 to 1. Immutable. */
interface SearchSpace {
    /** How many numbers there are. */
    int dimensions();

    /** Settings that differ from {@code base} in the strategy and its numbers alone. */
    PlannerSettings at(double[] places, PlannerSettings base);

    /** Places that are good guesses. */
    List<double[]> guesses();
}
