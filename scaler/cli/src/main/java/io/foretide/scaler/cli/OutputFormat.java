package io.foretide.scaler.cli;

/** Format of a result. */
enum OutputFormat {
    table,
    json
}
