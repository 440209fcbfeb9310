package io.foretide.datasets;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which column of a trace is the load. Never passes over a column that somebody may have meant. */
record ColumnChoice(Trace trace) {
    /** The column that is the load where none is named. */
    private static final String USUAL = "value";

    private static final int NAMES_SHOWN = 5;

    /** The column of this name; of series, the only one with this text in its labels. */
    ReadColumn named(String name) {
        List<ReadColumn> containing = trace.find(name).map(List::of).orElseGet(() -> containing(name));
        if (trace.report().isSeries() && containing.size() != 1) {
            throw new IllegalArgumentException(trace.name() + " has " + containing.size() + " series with " + name
                    + " in their labels, but must have one; it has " + names());
        }
        return trace.existing(containing.isEmpty() ? name : containing.get(0).name());
    }

    private List<ReadColumn> containing(String labels) {
        return trace.report().isSeries()
                ? trace.read().stream()
                        .filter(one -> one.name().contains(labels))
                        .toList()
                : List.of();
    }

    /** {@code value}; else the first that is not a label of words only. */
    ReadColumn usual() {
        if (trace.report().isSeries() && trace.read().size() > 1) {
            throw new TraceFormatException(
                    trace.name() + " holds " + trace.read().size()
                            + " series, but one must be chosen: " + names()
                            + "\nMaybe --column with a part of its labels, or sum(...) in the query.");
        }
        ReadColumn chosen = trace.find(USUAL)
                .or(() -> trace.read().stream().filter(one -> !one.isLabel()).findFirst())
                .orElseThrow();
        chosen.refusal().ifPresent(refusal -> {
            List<String> others = trace.columns();
            throw new TraceFormatException(refusal.message()
                    + (others.isEmpty() ? "" : "\nMaybe --column " + others.get(0) + ", if that is the load."));
        });
        return chosen;
    }

    private String names() {
        int more = trace.read().size() - NAMES_SHOWN;
        return trace.read().stream().limit(NAMES_SHOWN).map(ReadColumn::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** What is said of the other columns. */
    Optional<String> others() {
        List<String> labels = trace.read().stream()
                .filter(ReadColumn::isLabel)
                .map(ReadColumn::name)
                .toList();
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of("words in " + String.join(", ", labels.subList(0, Math.min(NAMES_SHOWN, labels.size()))));
    }
}
