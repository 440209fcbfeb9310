package io.foretide.store.copy;

import io.foretide.store.Database;
import io.foretide.telemetry.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Copies the rows of one store to another that may hold some of them already. An interrupt ends it between two pages. Not
 * thread-safe.
 */
public final class StoreCopy {
    /** The tables of a database that was opened with {@link io.foretide.store.FeatureStore#MIGRATIONS}. */
    public static final List<CopiedTable> FEATURES = List.of(new FeatureRows());

    private final List<TableCopy> tables = new ArrayList<>();
    private final Progress progress;

    /** Told how far it is, once a page. */
    @FunctionalInterface
    public interface Progress {
        /** So many rows of all are done; there may be more than were counted at first. */
        void at(String phase, long rows, long all);
    }

    public StoreCopy(Progress progress) {
        this.progress = progress;
    }

    /** Copies one job's history from a minute on to a store that is empty. */
    public static void history(JobId job, Instant from, Database source, Database target) {
        FeatureRows rows = new FeatureRows();
        new TableCopy(rows, source, target).copy(job.value(), rows.before(from), read -> {});
    }

    /** Copies these tables too, after those that were added before. */
    public void add(List<CopiedTable> more, Database from, Database to) {
        more.forEach(table -> tables.add(new TableCopy(table, from, to)));
    }

    /** What the target has of the source, table by table. */
    public List<Compared> compare(String phase) {
        Count count = new Count(phase);
        return tables.stream().map(table -> table.compare(count::add)).toList();
    }

    /** Writes what the target has not; rows that differ stay as they are. */
    public void copy(String phase) {
        Count count = new Count(phase);
        tables.forEach(table -> table.copy(count::add));
    }

    /** Rows of one phase. */
    private final class Count {
        private final String phase;
        private final long all = tables.stream().mapToLong(TableCopy::rows).sum();
        private long rows;

        Count(String phase) {
            this.phase = phase;
            progress.at(phase, 0, all);
        }

        void add(long more) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            rows += more;
            progress.at(phase, rows, Math.max(rows, all));
        }
    }
}
