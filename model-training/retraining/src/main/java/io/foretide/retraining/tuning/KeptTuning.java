package io.foretide.retraining.tuning;

import io.foretide.store.JobContents;
import io.foretide.store.SharedContent;
import io.foretide.text.IoReason;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** {@code tuning.json} of a job: the service follows it, a tuning and a rollback change it. Thread-safe. */
public final class KeptTuning {
    /** What it is called among a job's contents. */
    public static final String NAME = "tuning.json";

    private final SharedContent content;

    /** @param contents of the job */
    public KeptTuning(JobContents contents) {
        content = contents.content(NAME);
    }

    /**
     * What it holds.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is damaged
     */
    public TuningState read() {
        try {
            return parsed(content.read());
        } catch (IOException e) {
            throw new UncheckedIOException(content.name() + " cannot be read: " + IoReason.of(e), e);
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
            content.change(old -> {
                TuningState next = change.apply(parsed(old));
                changed.set(next);
                return Json.pretty(next).getBytes(StandardCharsets.UTF_8);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(content.name() + " cannot be changed: " + IoReason.of(e), e);
        }
        return Objects.requireNonNull(changed.get());
    }

    private TuningState parsed(Optional<byte[]> json) {
        try {
            return json.isPresent()
                    ? Json.read(new String(json.get(), StandardCharsets.UTF_8), TuningState.class)
                    : TuningState.NONE;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    content.name() + " is damaged: " + e.getMessage()
                            + "\nMaybe move it away: the configuration serves then",
                    e);
        }
    }
}
