package io.foretide.scaler.cli;

/** Format of a report of many figures. */
enum ReportFormat {
    table,
    json,
    csv
}
