package io.foretide.whatif.policy;

import io.foretide.forecast.Forecast;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.SizingPolicy;
import io.foretide.process.Installation;
import io.foretide.whatif.setup.ForecastHistory;
import io.foretide.whatif.setup.Setup;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * What a run of a policy is made of.
 *
 * @param setup load and job
 * @param simulator on which policies run: they act through the warm-up and are scored after it
 * @param installation where programs of policies are
 * @param history forecasts of the model that the policy plans with; empty if it plans with none
 * @param bestPlans the clairvoyant's plans so far
 * @param progress is told now and then which share is done, by policies that plan ahead
 */
public record PolicyInputs(
        Setup setup,
        Simulator simulator,
        Installation installation,
        Optional<ForecastHistory> history,
        BestPlans bestPlans,
        DoubleConsumer progress) {
    /** The simulated job and cluster. */
    public SimulationSettings settings() {
        return setup.settings();
    }

    /**
     * The newest forecast at an instant.
     *
     * @throws IllegalStateException if the policy did not say that it plans with forecasts
     */
    public Function<Instant, Optional<Forecast>> forecasts() {
        return pastForecasts().newest();
    }

    /**
     * All forecasts: from the beginning of the warm-up, and of three weeks before it if the policy
     * {@linkplain ComparedPolicy#tunesItself tunes itself}.
     *
     * @throws IllegalStateException if the policy did not say that it plans with forecasts
     */
    ForecastHistory pastForecasts() {
        return history.orElseThrow(() -> new IllegalStateException("no forecasts were made"));
    }

    /** A run from the size that fits the load just before. */
    public PolicyRun run(SizingPolicy policy) {
        return run(policy, setup.startTaskManagers());
    }

    /** A run from a size of its own. */
    public PolicyRun run(SizingPolicy policy, int startTaskManagers) {
        return new PolicyRun(simulator, policy, startTaskManagers);
    }
}
