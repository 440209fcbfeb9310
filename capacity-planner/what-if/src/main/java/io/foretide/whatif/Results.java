package io.foretide.whatif;

import io.foretide.planner.simulation.Clairvoyant;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.series.FeatureWindow;
import io.foretide.whatif.SimulationResult.Evaluated;
import io.foretide.whatif.SimulationResult.Forecaster;
import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.SimulationResult.Settings;
import io.foretide.whatif.SimulationResult.Trained;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts the reports of a comparison together. */
record Results(Setup setup, Comparison comparison, List<ForecastTrack> tracks, Optional<Clairvoyant.Best> bestPlan) {
    /** The result of the reports by name. */
    SimulationResult of(Map<String, SimulationReport> reports) {
        Optional<Bound> bound = Optional.ofNullable(reports.get(ComparedPolicies.BEST.name()))
                .flatMap(report -> bestPlan.map(best -> Bound.of(best, report)));
        OptionalDouble least = bound.map(b -> OptionalDouble.of(b.slotHours())).orElse(OptionalDouble.empty());
        FeatureWindow window = setup.load().window();
        EvaluationSplit split = setup.split();
        double price = setup.options().get(JobOptions.PRICE);
        return new SimulationResult(
                setup.load().name(),
                window.step(),
                new Trained(window.start(), window.timeAt(split.trainEnd()), (double) split.trainEnd() / window.size()),
                new Evaluated(
                        window.timeAt(split.from()),
                        window.timeAt(split.to()),
                        report(reports, comparison.policies().get(0).name()).minutes(),
                        window.step().multipliedBy(split.warmUpSteps())),
                Settings.of(setup, price),
                Map.of(),
                tracks.stream().map(this::forecaster).toList(),
                least,
                bound.map(Bound::isExact),
                Optional.empty(),
                comparison.policies().stream()
                        .map(ComparedPolicy::name)
                        .map(name -> Policy.of(name, report(reports, name), least, price))
                        .toList(),
                Verdict.of(reports, setup));
    }

    /** What no plan that keeps the objective can do without. */
    private record Bound(double slotHours, boolean isExact) {
        static Bound of(Clairvoyant.Best best, SimulationReport report) {
            return new Bound(best.isExact() ? report.slotHours() : best.leastSlotHours(), best.isExact());
        }
    }

    private static SimulationReport report(Map<String, SimulationReport> reports, String name) {
        return Optional.ofNullable(reports.get(name))
                .orElseThrow(() -> new IllegalStateException("the policy " + name + " did not run"));
    }

    private Forecaster forecaster(ForecastTrack track) {
        return new Forecaster(
                track.model(),
                comparison.usersOf(track.model()).stream()
                        .map(ComparedPolicy::name)
                        .toList(),
                track.trainSeconds(),
                track.forecastSeconds());
    }
}
