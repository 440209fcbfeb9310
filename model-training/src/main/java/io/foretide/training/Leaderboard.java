package io.foretide.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Scores of several models on the same origins, best mean WAPE first.
 *
 * @param scores one per model
 * @param naive names of the models that count as naive in the skill
 */
public record Leaderboard(List<ForecastScore> scores, List<String> naive) {
    public Leaderboard {
        List<ForecastScore> sorted = new ArrayList<>(scores);
        sorted.sort(Comparator.comparingDouble(ForecastScore::meanWape));
        scores = List.copyOf(sorted);
        naive = List.copyOf(naive);
    }

    /** The score of a model by name. */
    public ForecastScore score(String model) {
        return scores.stream()
                .filter(score -> score.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no score of " + model + "; there are "
                        + scores.stream().map(ForecastScore::model).toList()));
    }

    /**
     * The share of the error of the best naive model that a model saves: 1 - MAE / MAE of the naive model that is best so
     * many minutes ahead. Negative if it is worse.
     */
    public double skill(String model, int minutes) {
        double best = naive.stream()
                .mapToDouble(name -> score(name).step(minutes).mae())
                .min()
                .orElseThrow(() -> new IllegalStateException("no naive model was scored: a skill needs one"));
        return 1 - score(model).step(minutes).mae() / best;
    }

    /** A table for people: per cent, except MASE and pinball loss (records/s). */
    public String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-20s %4s %7s %6s %8s %8s %8s %7s %7s %7s%n",
                "model",
                "min",
                "WAPE%",
                "MASE",
                "pinb.50",
                "pinb.90",
                "pinb.95",
                "cov.90%",
                "cov.95%",
                "skill%"));
        for (ForecastScore score : scores) {
            score.steps()
                    .forEach((minutes, step) -> text.append(String.format(
                            Locale.ROOT,
                            "%-20s %4d %7.2f %6.3f %8.4f %8.4f %8.4f %7.1f %7.1f %7.1f%n",
                            score.model(),
                            minutes,
                            100 * step.wape(),
                            step.mase(),
                            step.pinball().getOrDefault("0.5", Double.NaN),
                            step.pinball().getOrDefault("0.9", Double.NaN),
                            step.pinball().getOrDefault("0.95", Double.NaN),
                            100 * step.coverage().getOrDefault("0.9", Double.NaN),
                            100 * step.coverage().getOrDefault("0.95", Double.NaN),
                            100 * skill(score.model(), minutes))));
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s %4s %7.2f %6s %8s %8s %8.4f %7s %7.1f%n",
                    score.model(),
                    "max",
                    100 * score.max30().wape(),
                    "",
                    "",
                    "",
                    score.max30().pinball95(),
                    "",
                    100 * score.max30().coverage95()));
        }
        return text.toString();
    }
}
