package io.foretide.whatif;

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

/** Puts the reports of a comparison together. */
record Results(Setup setup, Comparison comparison, List<ForecastTrack> tracks) {
    /** The result of the reports by name, the clairvoyant's among them. */
    SimulationResult of(Map<String, SimulationReport> reports) {
        SimulationReport best = report(reports, ComparedPolicies.BEST.name());
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
                        best.minutes(),
                        window.step().multipliedBy(split.warmUpSteps())),
                Settings.of(setup, price),
                Map.of(),
                tracks.stream().map(this::forecaster).toList(),
                best.slotHours(),
                Optional.empty(),
                comparison.policies().stream()
                        .map(ComparedPolicy::name)
                        .map(name -> Policy.of(name, report(reports, name), best.slotHours(), price))
                        .toList());
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
