package io.foretide.retraining;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.Rules;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.Simulator;
import io.foretide.training.RollingForecaster;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.whatif.setup.Setup;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cost of the planner with the forecasts of each model: slot-hours at their price, and violation minutes at what
 * the user says they cost, or at what the objective implies. Not thread-safe.
 */
final class SimulatedCost implements ForecastSink {
    private final Setup setup;
    private final PlannerSettings planner;
    private final Simulator simulator;
    private final Map<String, Double> costs = new LinkedHashMap<>();
    private NavigableMap<Instant, Forecast> forecasts = new TreeMap<>();

    SimulatedCost(Setup setup, PlannerSettings planner) {
        this.setup = setup;
        this.planner = planner;
        simulator =
                new Simulator(setup.settings(), setup.simulated(), setup.split().warmUpSteps());
    }

    /** By model, in the currency of the price of a slot-hour. */
    Map<String, Double> costs() {
        return Collections.unmodifiableMap(costs);
    }

    @Override
    public void accept(Forecast forecast, int[] steps) {
        forecasts.put(forecast.origin(), forecast);
    }

    @Override
    public void finished(RollingForecaster forecaster) {
        NavigableMap<Instant, Forecast> byOrigin = forecasts;
        forecasts = new TreeMap<>();
        SimulationReport report = simulator.run(
                new PlannedSizing(
                        forecaster.model(),
                        new CapacityPlanner(Rules.installed()),
                        planner,
                        now -> newest(byOrigin, now.minus(setup.load().step()))),
                setup.startTaskManagers());
        costs.put(forecaster.model(), cost(report));
    }

    /** A forecast is there once its origin, the last step it saw, is over. */
    private static Optional<Forecast> newest(NavigableMap<Instant, Forecast> byOrigin, Instant lastOrigin) {
        return Optional.ofNullable(byOrigin.floorEntry(lastOrigin)).map(Map.Entry::getValue);
    }

    private double cost(SimulationReport report) {
        Objective objective = planner.objective();
        double violation = objective.violationPrice(planner.slotsPerTaskManager());
        return report.slotHours() * objective.pricePerSlotHour() + report.violationMinutes() * violation;
    }
}
