package io.foretide.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A content of processes that share a database: one file of a job's. Thread-safe. */
final class SharedRow implements SharedContent {
    private final JobFiles files;
    private final String name;

    /** @param name of a file outside all folders */
    SharedRow(JobFiles files, String name) {
        this.files = files;
        this.name = name;
    }

    @Override
    public String name() {
        return name + " of " + files.name();
    }

    @Override
    public Optional<byte[]> read() throws IOException {
        try {
            return files.read(JobFiles.OUTSIDE, name);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void change(Change change) throws IOException {
        try {
            files.change(name, content -> {
                try {
                    return change.of(content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
