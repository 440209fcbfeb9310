package io.foretide.datasets;

/**
 * How the rows of a file are named in messages.
 *
 * @param file name of the file
 * @param row what a row is called: {@code line} of a CSV file, {@code row} or {@code sample} of others
 */
record RowNames(String file, String row) {
    String name(long number) {
        return row + " " + number;
    }

    String at(long number, String reason) {
        return file + ", " + name(number) + ": " + reason;
    }

    TraceFormatException refusal(long number, String reason) {
        return new TraceFormatException(at(number, reason));
    }
}
