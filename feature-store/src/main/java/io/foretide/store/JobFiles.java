package io.foretide.store;

import io.foretide.telemetry.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Files of one job in a database that several processes share, where one of them would keep a folder of its disk: each is written
 * whole or not at all, and folders of files are never changed. Thread-safe.
 */
public final class JobFiles {
    /** The table of all files, for the database that it is opened in. */
    public static final Migrations MIGRATIONS = new Migrations("files", "io/foretide/store/files");

    /** Bytes of a folder, at most: it is read and written in one piece, and waited for. */
    public static final long MAX_BYTES = 64L << 20;

    static final String OUTSIDE = "";

    private final Database database;
    private final JobId job;

    /** @param database opened with {@link #MIGRATIONS}; the caller closes it */
    public JobFiles(Database database, JobId job) {
        this.database = database;
        this.job = job;
    }

    /** What they are called in messages. Tells no secret. */
    public String name() {
        return "job " + job + " in " + database.name();
    }

    /** A content that is no part of a folder, such as {@code tuning.json}. */
    public SharedContent shared(String name) {
        return new SharedRow(this, name);
    }

    /** All folders, the newest first. */
    public List<String> folders() {
        return database.with(handle -> handle.select(
                        "select folder from job_file where job = ? and folder <> ? group by folder"
                                + " order by min(stored_at) desc, folder desc",
                        job.value(),
                        OUTSIDE)
                .mapTo(String.class)
                .list());
    }

    /** The files of a folder by name; none if there is no such folder. */
    public Map<String, byte[]> folder(String folder) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        database.use(handle -> handle.select(
                        "select name, content from job_file where job = ? and folder = ? order by name",
                        job.value(),
                        folder)
                .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(file -> files.put(file.getKey(), file.getValue())));
        return files;
    }

    /** One file of a folder; empty if it is not there. */
    public Optional<byte[]> read(String folder, String name) {
        return database.with(handle -> read(handle, folder, name));
    }

    private Optional<byte[]> read(Handle handle, String folder, String name) {
        return handle.select(
                        "select content from job_file where job = ? and folder = ? and name = ?",
                        job.value(),
                        folder,
                        name)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    /**
     * Writes a folder, unless there is one of this name.
     *
     * @return whether it was written
     * @throws IllegalArgumentException if it has more than {@link #MAX_BYTES}
     */
    public boolean add(String folder, Map<String, byte[]> files) {
        long bytes =
                files.values().stream().mapToLong(content -> content.length).sum();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    folder + " has " + bytes + " bytes: must be at most " + MAX_BYTES + " in a database");
        }
        boolean[] added = new boolean[1];
        database.use(all -> database.inTurn(all, turn("folders"), handle -> {
            added[0] = handle.select("select 1 from job_file where job = ? and folder = ? limit 1", job.value(), folder)
                    .mapTo(Integer.class)
                    .findOne()
                    .isEmpty();
            if (added[0]) {
                files.forEach((name, content) -> write(handle, folder, name, content));
            }
        }));
        return added[0];
    }

    /** Deletes a folder, if there is one. */
    public void remove(String folder) {
        database.use(all -> database.inTurn(
                all,
                turn("folders"),
                handle -> handle.execute("delete from job_file where job = ? and folder = ?", job.value(), folder)));
    }

    void change(String name, Change change) {
        database.use(all -> database.inTurn(
                all, turn(name), handle -> write(handle, OUTSIDE, name, change.of(read(handle, OUTSIDE, name)))));
    }

    interface Change {
        byte[] of(Optional<byte[]> content);
    }

    private String turn(String what) {
        return what + " of " + job.value();
    }

    private void write(Handle handle, String folder, String name, byte[] content) {
        handle.execute(
                "insert into job_file (job, folder, name, content, stored_at)"
                        + " values (?, ?, ?, ?, extract(epoch from clock_timestamp()) * 1000)"
                        + " on conflict (job, folder, name)"
                        + " do update set content = excluded.content, stored_at = excluded.stored_at",
                job.value(),
                folder,
                name,
                content);
    }
}
