package io.foretide.scaler.app.demo;

import io.foretide.forecast.Forecast;
import io.foretide.planner.baselines.FixedSize;
import io.foretide.planner.baselines.ReactiveRules;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.scaler.app.demo.DemoResult.Policy;
import io.foretide.scaler.app.demo.DemoResult.Rescaled;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.Minutes;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Compares the run with the baselines on the minutes it recorded, with the lead and restart times it measured. */
final class DemoSummary {
    private static final double STATIC_HEADROOM = 1.2;
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final double LEVEL = 0.9;

    private final DemoSettings settings;
    private final RecordedRun run;
    private final List<Rescaled> rescales;

    DemoSummary(DemoSettings settings, RecordedRun run, DecisionLog decisions, JobId job) {
        this.settings = settings;
        this.run = run;
        this.rescales = run.rescales().stream()
                .map(tick -> {
                    Rescale rescale = (Rescale) tick.decision();
                    return new Rescaled(
                            rescale.at(),
                            rescale.fromTaskManagers(),
                            rescale.toTaskManagers(),
                            rescale.reason(),
                            decisions.outcome(job, tick.id()));
                })
                .toList();
    }

    /**
     * The result.
     *
     * @param pastPeak largest load of the history before the run, records/s
     */
    DemoResult result(double pastPeak) {
        List<TickReport> ticks = run.ticks();
        PlannerState end = ticks.get(ticks.size() - 1).state();
        PlannerSettings planner = settings.planner();
        TimeSeries demand = run.demand();
        SimulationSettings simulation = SimulationSettings.of(
                ScalingCurve.linear(end.learned()
                        .rate()
                        .recordsPerSecondPerSlot()
                        .orElse(DemoSettings.RECORDS_PER_SECOND_PER_SLOT)),
                planner.slotsPerTaskManager(),
                planner.maxTaskManagers(),
                wholeSeconds(end.learned().leadTime().estimate()),
                wholeSeconds(restartTime()),
                planner.sloLag());
        Simulator simulator = new Simulator(simulation, demand);
        int start = run.ticks().get(0).state().taskManagers();
        int peak = simulation.taskManagersFor(pastPeak * STATIC_HEADROOM);
        double objective = Durations.seconds(planner.sloLag());
        Policy ran = new Policy(
                "predictive",
                "as it ran",
                run.slotMinutes(),
                run.violationMinutes(objective),
                run.worstLagSeconds(),
                rescales.size());
        return new DemoResult(
                new DemoResult.Replayed(
                        "flights-2001",
                        demand.start(),
                        demand.timeAt(demand.size()),
                        settings.speed(),
                        demand.size(),
                        run.missingMinutes()),
                new DemoResult.Forecasts(lastModel(), coverage()),
                new DemoResult.Job(
                        simulation.curve().recordsPerSecondPerSlot(),
                        Durations.seconds(simulation.leadTime()),
                        Durations.seconds(simulation.restartTime()),
                        objective),
                new DemoResult.Rescales(
                        run.parallelisms(), scaleUps(DemoSummary::isInTime), scaleUps(DemoSummary::isLate), rescales),
                List.of(
                        ran,
                        simulated(simulator.run(new ReactiveRules(planner.slotsPerTaskManager()), start)),
                        simulated(simulator.run(new FixedSize("static-peak", peak), peak))),
                run.course());
    }

    private String lastModel() {
        return run.ticks().stream()
                .flatMap(tick -> tick.forecast().stream())
                .map(Forecast::model)
                .reduce("none", (first, last) -> last);
    }

    private static Policy simulated(SimulationReport report) {
        return new Policy(
                report.policy(),
                "simulated on the same minutes",
                report.slotHours() * 60,
                (int) report.violationMinutes(),
                report.lagSecondsMax(),
                (int) report.rescales());
    }

    /** Rounded up: the simulation's shortest tick is a second. */
    private static Duration wholeSeconds(Duration time) {
        return Duration.ofSeconds(time.plusSeconds(1).minusNanos(1).toSeconds());
    }

    /** The median of the measured restarts; a second of real time where there was none. */
    private Duration restartTime() {
        List<Duration> times = run.restartTimes();
        return times.isEmpty() ? Duration.ofSeconds((long) settings.speed()) : times.get(times.size() / 2);
    }

    private static boolean isInTime(Duration beforeLoad) {
        return !beforeLoad.isNegative();
    }

    private static boolean isLate(Duration beforeLoad) {
        return beforeLoad.isNegative();
    }

    private int scaleUps(Predicate<Duration> beforeLoad) {
        return (int) rescales.stream()
                .flatMap(rescaled -> rescaled.outcome().stream())
                .map(DecisionOutcome::beforeLoad)
                .flatMap(Optional::stream)
                .filter(beforeLoad)
                .count();
    }

    private OptionalDouble coverage() {
        Map<Instant, Double> quantiles = new HashMap<>();
        run.ticks().stream()
                .flatMap(tick -> tick.forecast().stream())
                .forEach(forecast -> quantiles.put(
                        forecast.origin().plus(AHEAD),
                        forecast.peak(
                                LEVEL,
                                forecast.origin().plus(AHEAD),
                                forecast.origin().plus(AHEAD))));
        return run.ticks().stream()
                .filter(tick -> tick.snapshot().metrics().isPresent())
                .filter(tick -> quantiles.containsKey(Minutes.completedAt(tick.now())))
                .mapToDouble(tick -> tick.snapshot().metrics().orElseThrow().demandRecordsPerSecond()
                                <= quantiles.getOrDefault(Minutes.completedAt(tick.now()), 0.0)
                        ? 1
                        : 0)
                .average();
    }
}
