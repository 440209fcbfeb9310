package io.foretide.telemetry.flink;

import io.foretide.telemetry.kafka.TopicOffsets;
import org.jspecify.annotations.Nullable;

/**
 * How much waits at a source that does not tell, from Kafka's offsets. Committed offsets are those of the last checkpoint, so
 * what was read since then still seems to wait:
 *
 * <pre>
 * waits <= end - committed
 * waits >= end - committed - records read since the look before the one that found this commit
 * waits  = waited + growth of end - records read since, within these bounds
 * </pre>
 *
 * Not thread-safe.
 */
final class Backlog {
    private @Nullable State last;

    private record State(
            String attempt, double end, double committed, double read, double readAtCommit, double waits) {}

    /** Records that wait, given those that the source has read in this attempt of the job. */
    double waiting(String attempt, TopicOffsets offsets, double read) {
        State before = last;
        double most = Math.max(0, offsets.end() - offsets.committed());
        State now;
        if (before == null || !before.attempt().equals(attempt)) {
            now = new State(attempt, offsets.end(), offsets.committed(), read, 0, most);
        } else {
            double readAtCommit = before.committed() == offsets.committed() ? before.readAtCommit() : before.read();
            double least = Math.max(0, most - (read - readAtCommit));
            double carried = before.waits() + offsets.end() - before.end() - (read - before.read());
            double waits = Math.max(least, Math.min(most, carried));
            now = new State(attempt, offsets.end(), offsets.committed(), read, readAtCommit, waits);
        }
        last = now;
        return now.waits();
    }
}
