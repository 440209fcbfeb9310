package io.foretide.training.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.foretide.store.SharedContent;
import io.foretide.text.IoReason;
import io.foretide.training.ModelJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** {@code aliases.json} of a registry. Thread-safe. */
final class KeptAliases {
    static final String NAME = "aliases.json";

    private final SharedContent content;

    KeptAliases(SharedContent content) {
        this.content = content;
    }

    ModelAliases read() {
        try {
            return parsed(content.read());
        } catch (IOException e) {
            throw new ModelRefusedException(content.name() + " cannot be read: " + IoReason.of(e), e);
        }
    }

    private ModelAliases parsed(Optional<byte[]> json) throws IOException {
        try {
            return json.isPresent() ? ModelJson.MAPPER.readValue(json.get(), ModelAliases.class) : ModelAliases.NONE;
        } catch (JsonProcessingException e) {
            throw new ModelRefusedException(
                    content.name() + " is damaged: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + "\nMaybe move it away, then run: foretide models promote VERSION",
                    e);
        }
    }

    ModelAliases change(UnaryOperator<ModelAliases> change) {
        AtomicReference<ModelAliases> changed = new AtomicReference<>(ModelAliases.NONE);
        try {
            content.change(old -> {
                ModelAliases next = change.apply(parsed(old));
                changed.set(next);
                return ModelJson.MAPPER.writeValueAsBytes(next);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(content.name() + " cannot be changed: " + IoReason.of(e), e);
        }
        return Objects.requireNonNull(changed.get());
    }
}
