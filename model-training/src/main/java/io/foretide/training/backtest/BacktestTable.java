package io.foretide.training.backtest;

import io.foretide.training.backtest.BacktestReport.ModelScore;
import io.foretide.training.backtest.BacktestReport.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as text: one line per model and horizon. */
public final class BacktestTable {
    private static final String MAX = "max30";
    private static final List<String> PINBALL = List.of("0.5", "0.9", "0.95");
    private static final List<String> COVERAGE = List.of("0.9", "0.95", "0.99");

    private BacktestTable() {}

    /** A table for people: WAPE, coverage and skill in per cent, pinball losses in records/s. */
    public static String of(BacktestReport report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, step %s: %d origins; train from %s, validation from %s, test from %s to %s%n",
                report.trace(),
                report.step(),
                report.origins(),
                report.split().train().from(),
                report.split().validation().from(),
                report.split().test().from(),
                report.split().test().to()));
        report.notes().forEach(note -> text.append("note: ").append(note).append(System.lineSeparator()));
        text.append("best naive on the validation part: ")
                .append(report.bestNaive())
                .append(System.lineSeparator());
        text.append(String.format(
                Locale.ROOT,
                "%-20s %5s %7s %6s %10s %10s %10s %6s %6s %6s %7s %8s %8s%n",
                "model",
                "min",
                "WAPE%",
                "MASE",
                "pinb.50",
                "pinb.90",
                "pinb.95",
                "cov90",
                "cov95",
                "cov99",
                "skill%",
                "train s",
                "pred ms"));
        for (ModelScore score : report.models()) {
            rows(score)
                    .forEach(row -> text.append(String.format(
                            Locale.ROOT,
                            "%-20s %5s %7s %6s %10s %10s %10s %6s %6s %6s %7s %8.1f %8.3f%n",
                            score.name(),
                            row.horizon,
                            number("%.2f", 100 * row.wape),
                            number("%.3f", row.mase),
                            number("%.4g", row.pinball[0]),
                            number("%.4g", row.pinball[1]),
                            number("%.4g", row.pinball[2]),
                            number("%.2f", 100 * row.coverage[0]),
                            number("%.2f", 100 * row.coverage[1]),
                            number("%.2f", 100 * row.coverage[2]),
                            number("%.2f", 100 * row.skill),
                            score.trainSeconds(),
                            score.predictMillis())));
        }
        return text.toString();
    }

    /** A dash where there is nothing to divide by, and where a score is not defined. */
    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }

    /** The same as CSV, shares from 0 to 1. */
    public static String csv(BacktestReport report) {
        StringBuilder text = new StringBuilder("trace,model,horizon,wape,mase,pinball_0.5,pinball_0.9,pinball_0.95,"
                + "coverage_0.9,coverage_0.95,coverage_0.99,skill_vs_best_naive,train_seconds,predict_millis\n");
        for (ModelScore score : report.models()) {
            for (Row row : rows(score)) {
                text.append(quoted(report.trace())).append(',').append(score.name());
                text.append(',').append(row.horizon).append(',').append(row.wape);
                text.append(',').append(Double.isNaN(row.mase) ? "" : String.valueOf(row.mase));
                for (double value : row.pinball) {
                    text.append(',').append(value);
                }
                for (double value : row.coverage) {
                    text.append(',').append(value);
                }
                text.append(',').append(row.skill).append(',').append(score.trainSeconds());
                text.append(',').append(score.predictMillis()).append('\n');
            }
        }
        return text.toString();
    }

    private static String quoted(String name) {
        return name.matches("[^,\"\n\r]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static final class Row {
        final String horizon;
        final double wape;
        final double mase;
        final double[] pinball;
        final double[] coverage;
        final double skill;

        Row(String horizon, double mase, Score score, double skill) {
            this.horizon = horizon;
            this.mase = mase;
            this.skill = skill;
            wape = score.wape();
            pinball = values(score.pinball(), PINBALL);
            coverage = values(score.coverage(), COVERAGE);
        }

        private static double[] values(Map<String, Double> map, List<String> keys) {
            return keys.stream()
                    .mapToDouble(key -> map.getOrDefault(key, Double.NaN))
                    .toArray();
        }
    }

    private static List<Row> rows(ModelScore model) {
        List<Row> rows = new ArrayList<>();
        Map<String, Double> skill = model.skill().byHorizon();
        model.horizons()
                .forEach((horizon, score) ->
                        rows.add(new Row(horizon, score.mase(), score, skill.getOrDefault(horizon, Double.NaN))));
        BacktestReport.MaxScore max = model.max30();
        Score largest = new Score(max.wape(), Double.NaN, max.pinball(), max.coverage(), max.scored());
        rows.add(new Row(MAX, Double.NaN, largest, skill.getOrDefault(MAX, Double.NaN)));
        return rows;
    }
}
