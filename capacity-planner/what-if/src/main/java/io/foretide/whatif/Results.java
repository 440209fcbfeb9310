package io.foretide.whatif;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.series.FeatureWindow;
import io.foretide.whatif.SimulationResult.Evaluated;
import io.foretide.whatif.SimulationResult.Forecaster;
import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.SimulationResult.Settings;
import io.foretide.whatif.SimulationResult.Trained;
import io.foretide.whatif.WhatIf.Comparison;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the reports of a comparison together. */
record Results(
        Setup setup, Comparison comparison, Optional<ForecastTrack> forecasts, Optional<ForecastTrack> threshold) {
    SimulationResult of(Map<PolicyName, SimulationReport> reports) {
        SimulationReport best = reports.get(PolicyName.CLAIRVOYANT);
        if (best == null) {
            throw new IllegalArgumentException("the clairvoyant did not run: it is needed");
        }
        FeatureWindow window = setup.load().window();
        EvaluationSplit split = setup.split();
        double price = setup.options().number(SimulationOption.PRICE);
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
                forecasters(),
                best.slotHours(),
                Optional.empty(),
                reports.entrySet().stream()
                        .filter(entry -> comparison.policies().contains(entry.getKey()))
                        .map(entry -> Policy.of(entry.getValue(), best.slotHours(), price))
                        .toList());
    }

    private List<Forecaster> forecasters() {
        List<Forecaster> all = new ArrayList<>();
        List<PolicyName> planners = comparison.policies().stream()
                .filter(PolicyName::usesForecast)
                .sorted()
                .toList();
        boolean thresholdRuns = comparison.policies().contains(PolicyName.THRESHOLD_PREDICTIVE);
        boolean shared = comparison.forecastModel().equals(comparison.thresholdModel());
        forecasts.ifPresent(track -> {
            List<PolicyName> users = new ArrayList<>(planners);
            if (thresholdRuns && shared) {
                users.add(PolicyName.THRESHOLD_PREDICTIVE);
            }
            all.add(forecaster(track, users));
        });
        if (thresholdRuns && !shared) {
            threshold.ifPresent(track -> all.add(forecaster(track, List.of(PolicyName.THRESHOLD_PREDICTIVE))));
        }
        return all;
    }

    private static Forecaster forecaster(ForecastTrack track, List<PolicyName> users) {
        return new Forecaster(
                track.model(),
                users.stream().sorted().map(PolicyName::flag).toList(),
                track.trainSeconds(),
                track.forecastSeconds());
    }
}
