package io.foretide.training.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.foretide.store.SharedFile;
import io.foretide.text.IoReason;
import io.foretide.training.ModelJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** {@code aliases.json} of a registry: read at any time, changed by one at a time, replaced in one step. Thread-safe. */
final class AliasFile {
    private final SharedFile file;

    AliasFile(Path root) {
        file = new SharedFile(root.resolve("aliases.json"), root.resolve(".lock"));
    }

    ModelAliases read() {
        try {
            return parsed(file.read());
        } catch (IOException e) {
            throw new ModelRefusedException(file.path() + " cannot be read: " + IoReason.of(e), e);
        }
    }

    private ModelAliases parsed(Optional<byte[]> content) throws IOException {
        try {
            return content.isPresent()
                    ? ModelJson.MAPPER.readValue(content.get(), ModelAliases.class)
                    : ModelAliases.NONE;
        } catch (JsonProcessingException e) {
            throw new ModelRefusedException(
                    file.path() + " is damaged: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + "\nMaybe move it away, then run: foretide models promote VERSION",
                    e);
        }
    }

    ModelAliases change(UnaryOperator<ModelAliases> change) {
        AtomicReference<ModelAliases> changed = new AtomicReference<>(ModelAliases.NONE);
        try {
            file.change(content -> {
                ModelAliases next = change.apply(parsed(content));
                changed.set(next);
                return ModelJson.MAPPER.writeValueAsBytes(next);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " cannot be changed: " + IoReason.of(e), e);
        }
        return Objects.requireNonNull(changed.get());
    }
}
