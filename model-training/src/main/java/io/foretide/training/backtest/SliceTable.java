package io.foretide.training.backtest;

import io.foretide.training.backtest.SliceCoverage.Outcomes;
import io.foretide.training.backtest.SliceCoverage.Score;
import java.util.List;
import java.util.Locale;

/** Coverage by slice as text: per model and slice a line of all steps and one of the largest load. */
public final class SliceTable {
    private static final String LINE = "%-20s %-18s %-6s %9s %6s %6s %6s%n";
    private static final List<String> LEVELS = List.of("0.9", "0.95", "0.99");

    private SliceTable() {}

    /** A table for people: coverage in per cent. */
    public static String of(List<Score> scores) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, LINE, "model", "slice", "of", "outcomes", "cov90", "cov95", "cov99"));
        for (Score score : scores) {
            text.append(line(score, "steps", score.steps()));
            text.append(line(score, "max30", score.max30()));
        }
        return text.toString();
    }

    private static String line(Score score, String of, Outcomes outcomes) {
        return String.format(
                Locale.ROOT,
                LINE,
                score.model(),
                score.slice(),
                of,
                outcomes.scored() == 0 ? "none" : String.valueOf(outcomes.scored()),
                percent(outcomes, 0),
                percent(outcomes, 1),
                percent(outcomes, 2));
    }

    private static String percent(Outcomes outcomes, int level) {
        Double share = outcomes.coverage().get(LEVELS.get(level));
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
