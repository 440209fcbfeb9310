package io.foretide.retraining;

import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestReport.ModelScore;
import io.foretide.training.registry.Trainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides whether one of the challengers becomes champion: it must beat the champion and every baseline on the newest weeks, by
 * pinball loss and by the cost of serving with its forecasts. Pure.
 */
final class ChampionGate {
    /** Costs closer than this are equal: whole TaskManagers a bit earlier or later move them that much with any forecast. */
    private static final double MAX_COST_RATIO = 1.02;

    private ChampionGate() {}

    /**
     * Verdict about a model.
     *
     * @param model the challenger that is published: the one that won, else the one with the smallest loss
     * @param promoted whether it becomes champion
     * @param reason for people
     */
    record Verdict(String model, boolean promoted, String reason) {}

    /**
     * @param challengers names of at least one model of the report
     * @param costs by model
     */
    static Verdict decide(BacktestReport report, List<String> challengers, Map<String, Double> costs) {
        List<ModelScore> scores = report.models().stream()
                .filter(score -> challengers.contains(score.name()))
                .sorted(Comparator.comparingDouble(ChampionGate::pinball))
                .toList();
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("none of " + challengers + " was scored: " + report.notes());
        }
        List<ModelScore> baselines = report.models().stream()
                .filter(score -> score.name().equals(Trainer.CHAMPION) || Trainer.BASELINES.contains(score.name()))
                .filter(score -> !challengers.contains(score.name()))
                .toList();
        for (ModelScore score : scores) {
            if (objections(score, baselines, costs).isEmpty()) {
                return new Verdict(score.name(), true, "champion: " + praise(score, baselines, costs));
            }
        }
        ModelScore best = scores.get(0);
        return new Verdict(best.name(), false, "challenger: " + String.join("; ", objections(best, baselines, costs)));
    }

    private static List<String> objections(ModelScore score, List<ModelScore> baselines, Map<String, Double> costs) {
        List<String> objections = new ArrayList<>();
        for (ModelScore baseline : baselines) {
            if (!(pinball(score) < pinball(baseline))) {
                objections.add(String.format(
                        Locale.ROOT,
                        "its pinball loss of %.4g records/s is not below the %.4g of %s",
                        pinball(score),
                        pinball(baseline),
                        baseline.name()));
            }
            if (!(cost(score, costs) <= MAX_COST_RATIO * cost(baseline, costs))) {
                objections.add(String.format(
                        Locale.ROOT,
                        "its simulated cost of %.1f is above the %.1f of %s",
                        cost(score, costs),
                        cost(baseline, costs),
                        baseline.name()));
            }
        }
        return objections;
    }

    private static String praise(ModelScore score, List<ModelScore> baselines, Map<String, Double> costs) {
        double loss =
                baselines.stream().mapToDouble(ChampionGate::pinball).min().orElse(Double.NaN);
        double cost = baselines.stream()
                .mapToDouble(baseline -> cost(baseline, costs))
                .min()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "pinball loss %.4g records/s and simulated cost %.1f; the best of champion and baselines has %.4g and"
                        + " %.1f",
                pinball(score),
                cost(score, costs),
                loss,
                cost);
    }

    private static double cost(ModelScore score, Map<String, Double> costs) {
        return costs.getOrDefault(score.name(), Double.NaN);
    }

    /** The mean over quantiles and horizons, the largest load of the horizon among them, records/s. */
    static double pinball(ModelScore score) {
        double steps = score.horizons().values().stream()
                .flatMap(one -> one.pinball().values().stream())
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        double max = score.max30().pinball().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        return (steps + max) / 2;
    }
}
