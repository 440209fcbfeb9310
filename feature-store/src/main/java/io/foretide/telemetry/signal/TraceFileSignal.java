package io.foretide.telemetry.signal;

import io.foretide.datasets.TraceFormatException;
import io.foretide.telemetry.SignalSource;
import io.foretide.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signals of a file that is read again when it has changed, once it stays as it is from one look to the next: a file that is
 * still being written is not read. While it cannot be read, what was read before counts. Thread-safe.
 */
public final class TraceFileSignal implements LiveSignal {
    private final Path file;
    private final Supplier<? extends SignalSource> reading;
    private volatile SignalSource read;
    private Stamp readAs;
    private Stamp seen;

    /** Tells one state of a file from another. */
    private record Stamp(FileTime written, long bytes) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        }
    }

    /**
     * Reads the file.
     *
     * @param reading reads it as a whole
     * @throws IllegalArgumentException if it lacks a column
     * @throws TraceFormatException if it is not as it must be
     * @throws UncheckedIOException if it is not there
     */
    public TraceFileSignal(Path file, Supplier<? extends SignalSource> reading) {
        this.file = file;
        this.reading = reading;
        this.read = reading.get();
        try {
            this.readAs = Stamp.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("signals " + file + " cannot be read: " + IoReason.of(e), e);
        }
        this.seen = readAs;
    }

    @Override
    public synchronized void refresh(Instant now) throws IOException {
        try {
            Stamp before = seen;
            seen = Stamp.of(file);
            if (seen.equals(readAs) || !seen.equals(before)) {
                return;
            }
            SignalSource changed = reading.get();
            if (Stamp.of(file).equals(seen)) {
                read = changed;
                readAs = seen;
            }
        } catch (NoSuchFileException e) {
            throw stays("there is no such file", e);
        } catch (IOException | IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            throw stays(String.valueOf(e.getMessage()), e);
        }
    }

    private IOException stays(String why, Exception cause) {
        return new IOException("signals of " + file + ": " + why + "; what was read before counts", cause);
    }

    @Override
    public List<String> features() {
        return read.features();
    }

    @Override
    public Map<String, Double> valuesAt(Instant now) {
        return read.valuesAt(now);
    }

    @Override
    public Map<String, Instant> timesAt(Instant now) {
        return read.timesAt(now);
    }
}
