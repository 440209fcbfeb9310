package io.foretide.whatif.policy;

import io.foretide.whatif.setup.SimulationOption;
import java.util.List;

/**
 * A policy that can be compared with others on a recorded load, by its name in {@code --policies}. Those that ship are listed
 * in {@link ComparedPolicies}; those of jars are found by {@link java.util.ServiceLoader} and come after them. Implementations
 * are immutable and thread-safe: what a run has to remember is made in {@link #open}.
 */
public interface ComparedPolicy {
    /** The name on the command line, in the HTTP body and in reports: lower case, with dashes. */
    String name();

    /** Half a sentence for people. */
    String help();

    /** Options of its own. They can be set, swept and shown like those of the job; policies may share some. */
    default List<SimulationOption<?>> options() {
        return List.of();
    }

    /** Whose forecasts it plans with. */
    default ForecastUse forecasts() {
        return ForecastUse.NONE;
    }

    /** Where it takes part if nobody names it. */
    default Offer offer() {
        return Offer.CHOICE;
    }

    /** Whether it tries settings on what came before, for which it needs forecasts of that too. */
    default boolean tunesItself() {
        return false;
    }

    /** Whether all its work is done while it is opened, and reported there. Such take longest: they are begun first. */
    default boolean plansAhead() {
        return false;
    }

    /**
     * A run of it from the beginning.
     *
     * @throws IllegalArgumentException if it cannot run on what it gets: the message says why, for people
     */
    PolicyRun open(PolicyInputs inputs);
}
