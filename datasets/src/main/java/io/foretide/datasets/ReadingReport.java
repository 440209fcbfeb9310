package io.foretide.datasets;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What was understood of a file beside its values.
 *
 * @param missingSteps steps without a row
 * @param filledIn rows that say so of themselves
 * @param repeatedRows rows that were there before, equal
 * @param largestOff how far a time was off its step
 * @param zone of the local times, if there were any
 * @param isSeries whether the columns are series of one kind, of which none comes first
 */
record ReadingReport(
        int missingSteps,
        int filledIn,
        int repeatedRows,
        Duration largestOff,
        Optional<ZoneId> zone,
        boolean isSeries) {
    /** That of a trace that was no file. */
    static final ReadingReport NONE = new ReadingReport(0, 0, 0, Duration.ZERO, Optional.empty(), false);

    ReadingReport ofSeries() {
        return new ReadingReport(missingSteps, filledIn, repeatedRows, largestOff, zone, true);
    }
}
