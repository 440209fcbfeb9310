package io.foretide.whatif.policy;

import io.foretide.planner.simulation.Clairvoyant;
import io.foretide.planner.simulation.Simulator;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The clairvoyant's plans, each computed once for a load and a job: no option of another policy changes them. Thread-safe; who
 * asks while a plan is being computed waits for it.
 */
public final class BestPlans {
    private final Map<List<Object>, Clairvoyant.Best> plans = new HashMap<>();

    /** The job on which the plan of a setup runs: nothing goes wrong for it, and all is scored. */
    static Simulator simulator(Setup setup) {
        return new Simulator(setup.settings().undisturbed(), setup.scored());
    }

    /** The plan of a setup, computed if it is new; {@code progress} is told which share is done. */
    synchronized Clairvoyant.Best plan(Setup setup, DoubleConsumer progress) {
        Clairvoyant.Best known = plans.get(key(setup));
        if (known != null) {
            return known;
        }
        Simulator simulator = simulator(setup);
        Clairvoyant.Best best =
                new Clairvoyant(simulator).plan(tick -> progress.accept((double) tick / simulator.ticks()));
        plans.put(key(setup), best);
        return best;
    }

    /** The plan of a setup, if it was computed. */
    public synchronized Optional<Clairvoyant.Best> find(Setup setup) {
        return Optional.ofNullable(plans.get(key(setup)));
    }

    private static List<Object> key(Setup setup) {
        return List.of(
                setup.recorded(),
                setup.options().get(JobOptions.LOAD),
                setup.events(),
                setup.split(),
                setup.settings().undisturbed());
    }
}
