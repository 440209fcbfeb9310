package io.foretide.training.registry;

import io.foretide.text.Counted;
import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestTable;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model card as a page of Markdown. */
public final class ModelPage {
    private ModelPage() {}

    /** The page of a card. */
    public static String of(ModelCard card) {
        ModelCard.Provenance provenance = card.provenance();
        ModelCard.Evaluation evaluation = card.evaluation();
        StringBuilder page = new StringBuilder("# " + card.version() + "\n\n");
        row(page, "model", card.name());
        row(page, "created", card.created());
        row(page, "decision", evaluation.verdict().isEmpty() ? "none" : evaluation.verdict());
        row(
                page,
                "data",
                provenance.data().from() + " to " + provenance.data().to() + ", "
                        + Counted.of(provenance.data().steps(), "step") + ", "
                        + provenance.data().observed() + " of them count");
        row(page, "SHA-256 of the data", "`" + provenance.data().sha256() + "`");
        row(page, "local time", provenance.zone());
        row(page, "looks at", String.join(", ", provenance.features()));
        row(page, "split", split(evaluation.scores().split()));
        row(page, "held out", provenance.settings().heldOut());
        row(page, "seed", provenance.settings().seed());
        row(page, "thorough", provenance.settings().thorough());
        row(page, "validation part", provenance.settings().validationPart());
        row(page, "trained on", provenance.cpu());
        row(
                page,
                "with",
                provenance.libraries().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        page.append("\nScores on the newest weeks, which no model had seen:\n\n```\n")
                .append(BacktestTable.of(evaluation.scores()))
                .append("```\n");
        if (!evaluation.costs().isEmpty()) {
            page.append("\nCost of serving with its forecasts in those weeks, in the price of a slot-hour:\n\n");
            page.append("| model | cost |\n|---|---|\n");
            evaluation
                    .costs()
                    .forEach((model, cost) -> page.append(String.format(Locale.ROOT, "| %s | %.1f |%n", model, cost)));
        }
        return page.toString();
    }

    private static String split(BacktestReport.Split split) {
        double all = split.train().steps()
                + split.validation().steps()
                + split.test().steps();
        return String.format(
                Locale.ROOT,
                "%.1f %% to fit on, %.1f %% to choose on, %.1f %% held out",
                100 * split.train().steps() / all,
                100 * split.validation().steps() / all,
                100 * split.test().steps() / all);
    }

    private static void row(StringBuilder page, String key, Object value) {
        page.append("- **").append(key).append("**: ").append(value).append('\n');
    }
}
