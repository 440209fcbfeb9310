package io.foretide.whatif;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.TickListener;
import io.foretide.process.Installation;
import io.foretide.whatif.policy.BestPlans;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.policy.PolicyInputs;
import io.foretide.whatif.policy.PolicyRun;
import io.foretide.whatif.setup.Setup;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/** Runs the policies of a comparison on one {@link Setup}. Thread-safe: every run has its own policy and job. */
final class PolicyRunner {
    private static final int PROGRESS_EVERY = 1024;

    private final Setup setup;
    private final Comparison comparison;
    private final Installation installation;
    private final Map<String, ForecastTrack> tracks;
    private final BestPlans bestPlans;
    private final Simulator simulator;

    /**
     * @param installation where programs of policies are
     * @param tracks the forecasts of {@link Comparison#models}
     * @param bestPlans the clairvoyant's plans so far
     */
    PolicyRunner(
            Setup setup,
            Comparison comparison,
            Installation installation,
            Map<String, ForecastTrack> tracks,
            BestPlans bestPlans) {
        this.setup = setup;
        this.comparison = comparison;
        this.installation = installation;
        this.tracks = Map.copyOf(tracks);
        this.bestPlans = bestPlans;
        this.simulator =
                new Simulator(setup.settings(), setup.simulated(), setup.split().warmUpSteps());
    }

    /**
     * Runs a policy.
     *
     * @param listener is told of every scored tick
     * @param progress is told now and then which share is done
     * @throws CancellationException if the thread is interrupted
     */
    SimulationReport run(ComparedPolicy policy, TickListener listener, DoubleConsumer progress) {
        return runInterruptibly(policy, listener, share -> {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted");
            }
            progress.accept(share);
        });
    }

    private SimulationReport runInterruptibly(ComparedPolicy policy, TickListener listener, DoubleConsumer progress) {
        PolicyInputs inputs = new PolicyInputs(
                setup,
                simulator,
                installation,
                comparison.model(policy.forecasts()).flatMap(model -> Optional.ofNullable(tracks.get(model))),
                bestPlans,
                progress);
        PolicyRun run = policy.open(inputs);
        return run.report(policy.plansAhead() ? listener : reporting(listener, progress));
    }

    private TickListener reporting(TickListener listener, DoubleConsumer progress) {
        double ticks = simulator.ticks();
        return tick -> {
            listener.tick(tick);
            if (tick.number() % PROGRESS_EVERY == 0) {
                progress.accept(tick.number() / ticks);
            }
        };
    }
}
