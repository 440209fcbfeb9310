package io.foretide.training.registry;

import io.foretide.training.backtest.BacktestTable;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model card as a page of Markdown. */
public final class ModelPage {
    private ModelPage() {}

    /** The page of a card. */
    public static String of(ModelCard card) {
        StringBuilder page = new StringBuilder("# " + card.version() + "\n\n");
        row(page, "model", card.name());
        row(page, "created", card.created());
        row(page, "decision", card.verdict().isEmpty() ? "none" : card.verdict());
        row(
                page,
                "data",
                card.data().from() + " to " + card.data().to() + ", "
                        + card.data().steps() + " steps, " + card.data().observed() + " of them count");
        row(page, "SHA-256 of the data", "`" + card.data().sha256() + "`");
        row(page, "local time", card.zone());
        row(page, "looks at", String.join(", ", card.features()));
        card.settings().forEach((key, value) -> row(page, key, value));
        row(page, "trained on", card.cpu());
        row(
                page,
                "with",
                card.libraries().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        page.append("\nScores on the newest weeks, which no model had seen:\n\n```\n")
                .append(BacktestTable.of(card.scores()))
                .append("```\n");
        if (!card.costs().isEmpty()) {
            page.append("\nCost of serving with its forecasts in those weeks, in the price of a slot-hour:\n\n");
            page.append("| model | cost |\n|---|---|\n");
            card.costs()
                    .forEach((model, cost) -> page.append(String.format(Locale.ROOT, "| %s | %.1f |%n", model, cost)));
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String key, Object value) {
        page.append("- **").append(key).append("**: ").append(value).append('\n');
    }
}
