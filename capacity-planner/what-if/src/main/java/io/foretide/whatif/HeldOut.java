package io.foretide.whatif;

import io.foretide.forecast.Forecast;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.TickListener;
import io.foretide.process.Installation;
import io.foretide.training.CalibratedModel;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.policy.BestPlans;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.tune.Rehearsal;
import io.foretide.whatif.tune.SearchPlan;
import io.foretide.whatif.tune.Tuner;
import io.foretide.whatif.tune.TuningGoal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Chooses settings on what lies before a setup's evaluated part, and scores them on that part, which nothing was chosen on.
 * The forecasts of both come from models that were fitted on what lies before them. Not thread-safe.
 */
final class HeldOut {
    private final Setup evaluated;
    private final Setup past;
    private final PolicyRunner onPast;
    private final PolicyRunner onEvaluated;
    private final Rehearsal rehearsal;
    private final Rehearsal onHeldOut;
    private final Tuner tuner;
    private final TrainingProgress progress;

    /**
     * @param comparison whose forecast model plans
     * @param installation where programs of policies are
     * @param plan what is searched
     * @throws IllegalArgumentException if nothing lies before the evaluated part
     */
    HeldOut(
            Setup evaluated,
            Comparison comparison,
            Installation installation,
            SearchPlan plan,
            TrainingProgress progress)
            throws InterruptedException {
        this.evaluated = evaluated;
        int held = (int)
                (CalibratedModel.MEMORY.toMillis() / evaluated.load().step().toMillis());
        this.past = evaluated.with(evaluated.split().rehearsal(held));
        this.progress = progress;
        Setup all = evaluated.with(evaluated.split().withLongestWarmUp(held));
        Map<String, ForecastTrack> tracks = new LinkedHashMap<>();
        for (String model : comparison.models()) {
            tracks.put(model, ForecastTrack.make(model, all, progress));
        }
        ForecastTrack track = tracks.containsKey(comparison.forecastModel())
                ? tracks.get(comparison.forecastModel())
                : ForecastTrack.make(comparison.forecastModel(), all, progress);
        this.onPast = new PolicyRunner(past, comparison, installation, tracks, new BestPlans());
        this.onEvaluated = new PolicyRunner(evaluated, comparison, installation, tracks, new BestPlans());
        Function<Instant, Optional<Forecast>> forecasts = track.newest(
                track.since(),
                evaluated.load().window().timeAt(evaluated.split().to()));
        this.rehearsal = Rehearsal.of(past, forecasts);
        this.onHeldOut = Rehearsal.of(evaluated, forecasts);
        this.tuner = new Tuner(rehearsal, plan, evaluated.seed());
    }

    Setup evaluated() {
        return evaluated;
    }

    Setup past() {
        return past;
    }

    SimulationReport onPast(ComparedPolicy policy) {
        return onPast.run(policy, TickListener.NONE, share -> {});
    }

    SimulationReport scored(ComparedPolicy policy) {
        return onEvaluated.run(policy, TickListener.NONE, share -> {});
    }

    /** What settings come to on the past. */
    SimulationReport onPast(PlannerSettings settings) {
        return rehearsal.run(settings);
    }

    /** What settings come to on the evaluated part. */
    SimulationReport scored(PlannerSettings settings) {
        return onHeldOut.run(settings);
    }

    /** The cheapest settings that keep a goal on the past. */
    Tuner.Tuned search(TuningGoal goal, String name) {
        long begun = System.nanoTime();
        return tuner.search(goal, share -> progress.report("searching " + name, (int) (1000 * share), 1000, begun));
    }
}
