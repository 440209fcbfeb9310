package io.foretide.store.copy;

import java.util.Optional;

/**
 * A table in two databases.
 *
 * @param jobs whose rows are in the source
 * @param rows of the source
 * @param missing of them, those that the target has not
 * @param different of them, those that the target has with the same key and other values
 * @param first the first of these, such as {@code job rides, minute 29540160}
 * @param checksum SHA-256 of the source's rows
 * @param targetChecksum the same of those that the target has of them
 */
public record Compared(
        String table,
        int jobs,
        long rows,
        long missing,
        long different,
        Optional<String> first,
        String checksum,
        String targetChecksum) {
    /** Whether the target has all rows of the source as they are there. */
    public boolean isEqual() {
        return missing == 0 && different == 0 && checksum.equals(targetChecksum);
    }
}
