package io.foretide.retraining.tuning;

import io.foretide.store.DataFolder;
import io.foretide.store.SharedFile;
import io.foretide.text.IoReason;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** {@code tuning.json} of a data folder: the service follows it, a tuning and a rollback change it. Thread-safe. */
public final class TuningFile {
    private final SharedFile file;

    public TuningFile(DataFolder folder) {
        Path path = folder.tuning();
        file = new SharedFile(path, path.resolveSibling(".tuning.lock"));
    }

    /**
     * What it holds.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is damaged
     */
    public TuningState read() {
        try {
            return parsed(file.read());
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " cannot be read: " + IoReason.of(e), e);
        }
    }

    /**
     * Takes the settings that were adopted last off their place: those before them serve again, or the configuration alone.
     *
     * @throws IllegalStateException if none are adopted
     */
    public TuningState rollback(Instant now) {
        return change(state -> state.rolledBack(now));
    }

    TuningState change(UnaryOperator<TuningState> change) {
        AtomicReference<TuningState> changed = new AtomicReference<>(TuningState.NONE);
        try {
            file.change(content -> {
                TuningState next = change.apply(parsed(content));
                changed.set(next);
                return Json.pretty(next).getBytes(StandardCharsets.UTF_8);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " cannot be changed: " + IoReason.of(e), e);
        }
        return Objects.requireNonNull(changed.get());
    }

    private TuningState parsed(Optional<byte[]> content) {
        try {
            return content.isPresent()
                    ? Json.read(new String(content.get(), StandardCharsets.UTF_8), TuningState.class)
                    : TuningState.NONE;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file.path() + " is damaged: " + e.getMessage()
                            + "\nMaybe move it away: the configuration serves then",
                    e);
        }
    }
}
