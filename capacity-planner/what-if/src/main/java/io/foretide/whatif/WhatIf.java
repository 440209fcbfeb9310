package io.foretide.whatif;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.TickListener;
import io.foretide.process.Installation;
import io.foretide.text.UnreachableException;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Trains what is needed and runs the policies of a comparison on two threads. Not thread-safe: it keeps the last forecasts. */
public final class WhatIf {
    private static final int THREADS = 2;

    private final Installation installation;
    private final TrainingProgress progress;
    private final ForecastCache cache = new ForecastCache();

    /**
     * @param installation where the programs of compared policies are
     * @param progress is told by one thread at a time
     */
    public WhatIf(Installation installation, TrainingProgress progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /**
     * Who is compared.
     *
     * @param policies that are listed; the clairvoyant runs anyway, as all are measured against it
     * @param forecastModel plans for all that plan with a forecast
     * @param thresholdModel makes the point forecast of threshold-predictive
     * @param records whether every tick is kept
     */
    public record Comparison(Set<PolicyName> policies, String forecastModel, String thresholdModel, boolean records) {
        public Comparison {
            policies = Set.copyOf(policies);
            if (policies.isEmpty()) {
                throw new IllegalArgumentException("no policies: at least one is needed");
            }
        }

        private boolean needsForecast() {
            return policies.stream().anyMatch(PolicyName::usesForecast) || (needsThreshold() && sharesModel());
        }

        private boolean needsThreshold() {
            return policies.contains(PolicyName.THRESHOLD_PREDICTIVE);
        }

        private boolean sharesModel() {
            return forecastModel.equals(thresholdModel);
        }
    }

    /** The figures, and the ticks of the listed policies if they were to be kept. */
    public record Outcome(SimulationResult result, Map<PolicyName, TickRecording> recordings) {}

    /**
     * Runs a comparison.
     *
     * @throws IllegalArgumentException if the setup or a model is impossible
     * @throws InterruptedException if the thread is interrupted
     */
    public Outcome run(Setup setup, Comparison comparison) throws InterruptedException {
        setup.settings(); // refused before anything is trained
        Optional<ForecastTrack> forecasts = comparison.needsForecast()
                ? Optional.of(cache.get(comparison.forecastModel(), setup, progress))
                : Optional.empty();
        Optional<ForecastTrack> threshold = comparison.needsThreshold() && !comparison.sharesModel()
                ? Optional.of(cache.get(comparison.thresholdModel(), setup, progress))
                : forecasts;
        PolicyRunner runner = new PolicyRunner(setup, installation, forecasts, threshold);
        Map<PolicyName, TickRecording> recordings = new EnumMap<>(PolicyName.class);
        if (comparison.records()) {
            comparison.policies().forEach(name -> recordings.put(name, new TickRecording()));
        }
        Map<PolicyName, SimulationReport> reports = runAll(runner, comparison, recordings);
        return new Outcome(new Results(setup, comparison, forecasts, threshold).of(reports), recordings);
    }

    /**
     * Runs a comparison for every combination of a sweep; forecasts are made anew only where the load is another.
     *
     * @param setup the setup of options
     */
    public SweepResult sweep(
            List<Map<SimulationOption, String>> combinations,
            SimulationOptions defaults,
            Function<SimulationOptions, Setup> setup,
            Comparison comparison)
            throws InterruptedException {
        List<SweepResult.Run> runs = new ArrayList<>();
        for (Map<SimulationOption, String> given : combinations) {
            SimulationOptions options = defaults;
            for (Map.Entry<SimulationOption, String> value : given.entrySet()) {
                options = options.with(value.getKey(), value.getValue());
            }
            runs.add(SweepResult.Run.of(
                    given, run(setup.apply(options), comparison).result()));
        }
        return new SweepResult(
                combinations.get(0).keySet().stream()
                        .map(SimulationOption::flag)
                        .toList(),
                runs);
    }

    private Map<PolicyName, SimulationReport> runAll(
            PolicyRunner runner, Comparison comparison, Map<PolicyName, TickRecording> recordings)
            throws InterruptedException {
        Set<PolicyName> names = EnumSet.of(PolicyName.CLAIRVOYANT);
        names.addAll(comparison.policies());
        SharedProgress shared = new SharedProgress("simulating", names, progress);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, WhatIf::daemon);
        try {
            Map<PolicyName, Future<SimulationReport>> running = new EnumMap<>(PolicyName.class);
            for (PolicyName name : slowestFirst(names)) {
                TickRecording recording = recordings.get(name);
                TickListener listener = recording == null ? TickListener.NONE : recording;
                running.put(name, pool.submit(() -> {
                    SimulationReport report = runner.run(name, listener, share -> shared.at(name, share));
                    shared.at(name, 1);
                    return report;
                }));
            }
            Map<PolicyName, SimulationReport> reports = new EnumMap<>(PolicyName.class);
            for (Map.Entry<PolicyName, Future<SimulationReport>> run : running.entrySet()) {
                reports.put(run.getKey(), run.getValue().get());
            }
            return reports;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<PolicyName> slowestFirst(Set<PolicyName> names) {
        Set<PolicyName> slow =
                EnumSet.of(PolicyName.CLAIRVOYANT, PolicyName.FLINK_OPERATOR, PolicyName.FLINK_OPERATOR_FAST);
        return names.stream()
                .sorted((a, b) -> Boolean.compare(slow.contains(b), slow.contains(a)))
                .toList();
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
