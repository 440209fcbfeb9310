package io.foretide.datasets;

import java.util.List;

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

    /** Refuses a row that has not as many cells as the header; blank ones after the last do not count. */
    void checkWidth(List<String> cells, int width, long number) {
        boolean isTooWide = cells.size() > width
                && !cells.subList(width, cells.size()).stream().allMatch(String::isBlank);
        if (isTooWide || cells.size() < width) {
            throw refusal(number, "there are " + cells.size() + " values, but must be " + width + " as in the header");
        }
    }

    TraceFormatException refusal(long number, String reason) {
        return new TraceFormatException(at(number, reason));
    }
}
