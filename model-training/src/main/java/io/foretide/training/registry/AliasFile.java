package io.foretide.training.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.foretide.training.ModelJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/** {@code aliases.json} of a registry: read at any time, changed by one at a time, replaced in one step. Thread-safe. */
final class AliasFile {
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;
    private final Path next;
    private final Path lockFile;

    AliasFile(Path root) {
        file = root.resolve("aliases.json");
        next = root.resolve(".aliases.json.next");
        lockFile = root.resolve(".lock");
    }

    ModelAliases read() {
        try {
            return Files.exists(file)
                    ? ModelJson.MAPPER.readValue(file.toFile(), ModelAliases.class)
                    : ModelAliases.NONE;
        } catch (JsonProcessingException e) {
            throw new ModelRefusedException(
                    file + " is damaged: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + "\nMaybe move it away, then run: foretide models promote VERSION",
                    e);
        } catch (IOException e) {
            throw new ModelRefusedException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    ModelAliases change(UnaryOperator<ModelAliases> change) {
        // A file lock holds off other processes, but not other threads of this one.
        synchronized (ONE_AT_A_TIME) {
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = channel.lock();
                try {
                    ModelAliases changed = change.apply(read());
                    replace(ModelJson.MAPPER.writeValueAsBytes(changed));
                    return changed;
                } finally {
                    lock.release();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be changed: " + IoReason.of(e), e);
            }
        }
    }

    private void replace(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
