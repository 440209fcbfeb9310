package io.foretide.scaler.cli;

/** How a report of many figures is printed. */
enum ReportFormat {
    table,
    json,
    csv
}
