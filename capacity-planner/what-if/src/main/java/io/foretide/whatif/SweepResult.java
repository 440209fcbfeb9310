package io.foretide.whatif;

import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.setup.SimulationOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Result of a sweep, as it is printed as JSON.
 *
 * @param swept the names that were swept
 * @param runs one a combination
 */
public record SweepResult(List<String> swept, List<Run> runs) {
    public SweepResult {
        swept = List.copyOf(swept);
        runs = List.copyOf(runs);
    }

    /** A combination, as it was written, and what came of it. */
    public record Run(Map<String, String> values, SimulationResult result) {
        public Run {
            values = new LinkedHashMap<>(values);
        }

        static Run of(Map<SimulationOption<?>, String> combination, SimulationResult result) {
            Map<String, String> values = new LinkedHashMap<>();
            combination.forEach((option, value) -> values.put(option.name(), value));
            return new Run(values, result);
        }
    }

    /** A table for people: a row a combination and policy. */
    public String table() {
        StringBuilder text = new StringBuilder();
        swept.forEach(name -> text.append(cell(name)));
        text.append(SimulationTable.header());
        for (Run run : runs) {
            for (Policy policy : run.result().policies()) {
                run.values().values().forEach(value -> text.append(cell(value)));
                text.append(SimulationTable.row(policy));
            }
        }
        return text.toString();
    }

    private static String cell(String value) {
        return String.format(Locale.ROOT, "%-12s ", value);
    }

    /** The same as CSV. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        swept.forEach(name -> text.append(name).append(','));
        text.append(SimulationTable.CSV_HEADER);
        for (Run run : runs) {
            String values = String.join(",", run.values().values()) + (swept.isEmpty() ? "" : ",");
            SimulationTable.csvRows(run.result())
                    .forEach(row -> text.append(values).append(row));
        }
        return text.toString();
    }
}
