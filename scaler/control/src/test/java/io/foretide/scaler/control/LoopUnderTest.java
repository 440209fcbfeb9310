package io.foretide.scaler.control;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.signal.FeatureCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Builds the real loop with its store and its decision log in a folder. What a test leaves unsaid: one replica that remembers
 * beside its decisions, the threshold strategy on one to eight TaskManagers, no forecast, and nobody who listens.
 */
public final class LoopUnderTest implements AutoCloseable {
    public static final PlannerSettings SETTINGS =
            PlannerSettings.defaults(PretendedJob.SLOTS, 1, 8).withStrategy(Strategy.Threshold.DEFAULT);

    final FeatureStore store;
    final DecisionLog decisions;
    /** What is told of rescales, in order. */
    final List<DecisionOutcome> outcomes = new ArrayList<>();

    private final SqliteDatabase database;
    private PlannerSettings settings = SETTINGS;
    private Supplier<Optional<Forecast>> forecasts = Optional::empty;
    private Leadership leadership = Leadership.ALONE;
    private PlannerMemory memory;
    private Optional<Reserve> reserve = Optional.empty();
    private TickTiming timing = new TickTiming(new PrometheusRegistry());

    /** Of the last loop. */
    RescaleTracker tracker = new RescaleTracker(settings, outcomes::add);

    public LoopUnderTest(Path folder) {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        store = new FeatureStore(database);
        decisions = DecisionLog.open(folder.resolve("decisions.db"));
        memory = decisions;
    }

    public LoopUnderTest with(PlannerSettings other) {
        settings = other;
        return this;
    }

    public LoopUnderTest with(Leadership other) {
        leadership = other;
        return this;
    }

    public LoopUnderTest with(PlannerMemory other) {
        memory = other;
        return this;
    }

    public LoopUnderTest with(TickTiming other) {
        timing = other;
        return this;
    }

    public LoopUnderTest with(Reserve other) {
        reserve = Optional.of(other);
        return this;
    }

    /** The newest forecast of every tick comes from {@code others}. */
    public LoopUnderTest forecasting(Supplier<Optional<Forecast>> others) {
        forecasts = others;
        return this;
    }

    /** A loop that begins with what its folder remembers, as after a restart. */
    public ControlLoop loop(TelemetrySource job, ScalingTarget target, List<Consumer<TickReport>> listeners) {
        tracker = new RescaleTracker(settings, outcomes::add);
        List<Consumer<TickReport>> all = new ArrayList<>(listeners);
        all.add(tracker);
        return new ControlLoop(
                new ControlLoop.Parts(
                        PretendedJob.JOB,
                        new ControlLoop.Sources(job, new FeatureCollector(List.of()), store, forecasts),
                        new CapacityPlanner(),
                        new ControlLoop.Scaling(target, tracker, leadership, reserve, Optional::empty),
                        new ControlLoop.Records(memory, decisions, timing)),
                () -> settings,
                all);
    }

    @Override
    public void close() {
        decisions.close();
        database.close();
    }
}
