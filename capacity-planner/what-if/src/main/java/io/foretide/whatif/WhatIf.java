package io.foretide.whatif;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.TickListener;
import io.foretide.process.Installation;
import io.foretide.text.UnreachableException;
import io.foretide.training.CalibratedModel;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.policy.BestPlans;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Trains what is needed and runs the policies of a comparison on two threads. Not thread-safe: it keeps the last forecasts and plans. */
public final class WhatIf {
    private static final int THREADS = 2;

    private final Installation installation;
    private final TrainingProgress progress;
    private final ForecastCache cache = new ForecastCache();
    private final BestPlans bestPlans = new BestPlans();

    /**
     * @param installation where the programs of compared policies are
     * @param progress is told by one thread at a time
     */
    public WhatIf(Installation installation, TrainingProgress progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /** The figures, and by name the ticks of the listed policies if they were to be kept. */
    public record Outcome(SimulationResult result, Map<String, TickRecording> recordings) {}

    /**
     * Runs a comparison.
     *
     * @throws IllegalArgumentException if the setup or a model is impossible
     * @throws InterruptedException if the thread is interrupted
     */
    public Outcome run(Setup setup, Comparison comparison) throws InterruptedException {
        Map<String, ForecastTrack> tracks = new LinkedHashMap<>();
        Setup forecast = forecast(setup, comparison);
        for (String model : comparison.models()) {
            tracks.put(model, cache.get(model, forecast, progress));
        }
        Map<String, TickRecording> recordings = new LinkedHashMap<>();
        if (comparison.records()) {
            comparison.policies().forEach(policy -> recordings.put(policy.name(), new TickRecording()));
        }
        PolicyRunner runner = new PolicyRunner(setup, comparison, installation, tracks, bestPlans);
        Map<String, SimulationReport> reports = runAll(runner, comparison, recordings);
        Results results = new Results(setup, comparison, List.copyOf(tracks.values()), bestPlans.find(setup));
        return new Outcome(results.of(reports), recordings);
    }

    /**
     * Runs a comparison for every combination of a sweep; forecasts are made anew only where the load is another, the
     * clairvoyant's plan only where load or job are.
     *
     * @param setup the setup of options
     */
    public SweepResult sweep(
            List<Map<SimulationOption<?>, String>> combinations,
            SimulationOptions defaults,
            Function<SimulationOptions, Setup> setup,
            Comparison comparison)
            throws InterruptedException {
        List<SweepResult.Run> runs = new ArrayList<>();
        for (Map<SimulationOption<?>, String> combination : combinations) {
            SimulationOptions options = defaults;
            for (Map.Entry<SimulationOption<?>, String> value : combination.entrySet()) {
                options = options.withText(value.getKey(), value.getValue());
            }
            runs.add(SweepResult.Run.of(
                    combination, run(setup.apply(options), comparison).result()));
        }
        return new SweepResult(
                combinations.get(0).keySet().stream()
                        .map(SimulationOption::name)
                        .toList(),
                runs);
    }

    /** The setup whose steps are forecast: with those before the warm-up if somebody tries settings on them. */
    private static Setup forecast(Setup setup, Comparison comparison) {
        if (comparison.policies().stream().noneMatch(ComparedPolicy::tunesItself)) {
            return setup;
        }
        int held = (int) CalibratedModel.MEMORY.dividedBy(setup.load().step());
        return setup.with(setup.split().withLongestWarmUp(held));
    }

    /** The reports of all that run, by name. */
    private Map<String, SimulationReport> runAll(
            PolicyRunner runner, Comparison comparison, Map<String, TickRecording> recordings)
            throws InterruptedException {
        List<ComparedPolicy> policies = slowestFirst(comparison);
        SharedProgress shared = new SharedProgress("simulating", policies.size(), progress);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, WhatIf::daemon);
        try {
            Map<String, Future<SimulationReport>> running = new LinkedHashMap<>();
            for (ComparedPolicy policy : policies) {
                String name = policy.name();
                TickListener listener = recordings.containsKey(name) ? recordings.get(name) : TickListener.NONE;
                running.put(name, pool.submit(() -> {
                    SimulationReport report = runner.run(policy, listener, share -> shared.at(name, share));
                    shared.at(name, 1);
                    return report;
                }));
            }
            Map<String, SimulationReport> reports = new LinkedHashMap<>();
            for (Map.Entry<String, Future<SimulationReport>> run : running.entrySet()) {
                reports.put(run.getKey(), run.getValue().get());
            }
            return reports;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<ComparedPolicy> slowestFirst(Comparison comparison) {
        List<ComparedPolicy> policies = new ArrayList<>(comparison.policies());
        policies.sort(Comparator.comparing(ComparedPolicy::plansAhead).reversed());
        return policies;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "what-if");
        thread.setDaemon(true);
        return thread;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException
                || cause instanceof UnreachableException
                || cause instanceof CancellationException) {
            return (RuntimeException) cause;
        }
        return new IllegalStateException("a policy failed: " + cause, cause);
    }
}
