package io.foretide.scaler.cli;

/** How a result is printed. */
enum OutputFormat {
    table,
    json
}
