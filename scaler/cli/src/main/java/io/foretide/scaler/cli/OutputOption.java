package io.foretide.scaler.cli;

import io.foretide.text.Json;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a result is printed on standard output: for people, or for programs. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "<output>",
            defaultValue = "table",
            description = "table or json (${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.table;

    OutputFormat format() {
        return format;
    }

    /** Prints a result as JSON, or its table, which ends its last line itself. */
    void print(Object result, Supplier<String> table) {
        System.out.print(format == OutputFormat.json ? Json.pretty(result) + System.lineSeparator() : table.get());
    }
}
