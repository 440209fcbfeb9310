package io.foretide.text;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody asked for. It is written beside its place and moved there when it is whole, so that what stood there before is
 * either as it was or replaced. What is no regular file, such as {@code /dev/stdout} or a pipe, is written to as it is. Every failure
 * names the file.
 */
public record OutputFile(Path path) {
    /** What is to be in it. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Why it cannot be written, as far as that shows beforehand: the end of a sentence that begins with it. */
    public Optional<String> obstacle() {
        if (Files.isDirectory(path)) {
            return Optional.of("it is a folder");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            return Optional.of("no permission to write it");
        }
        if (isSpecial()) {
            return Optional.empty();
        }
        Path folder = folder(place());
        return Files.isDirectory(folder)
                ? Optional.of("no permission to write in the folder " + folder).filter(no -> !Files.isWritable(folder))
                : Optional.of("there is no folder " + folder);
    }

    /** Writes a text in UTF-8. */
    public void write(String text) throws IOException {
        write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes what {@code content} does; if that fails, nothing has changed. */
    public void write(Content content) throws IOException {
        try (Draft draft = draft()) {
            content.writeTo(draft);
            draft.keep();
        }
    }

    /** Begins to write it. */
    public Draft draft() throws IOException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw failure(obstacle.get(), null);
        }
        Path place = place();
        Path written = isSpecial() ? place : folder(place).resolve(".foretide-" + UUID.randomUUID() + ".part");
        try {
            OutputStream out = isSpecial()
                    ? Files.newOutputStream(written, StandardOpenOption.WRITE)
                    : Files.newOutputStream(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new Draft(this, written, place, out);
        } catch (IOException e) {
            throw failure(reason(e), e);
        }
    }

    private boolean isSpecial() {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    /** Where it lies: a link stays one. */
    private Path place() {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath(); // there is none yet
        }
    }

    private static Path folder(Path place) {
        return Optional.ofNullable(place.getParent()).orElse(place);
    }

    private IOException failure(String reason, @Nullable IOException cause) {
        return new IOException(path + " cannot be written: " + reason, cause);
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "its folder is gone";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        return failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failure.getMessage());
    }

    /** The file while it is written. Closed without {@link #keep}, it leaves nothing. Not thread-safe. */
    public static final class Draft extends FilterOutputStream {
        private final OutputFile file;
        private final Path written;
        private final Path place;
        private boolean isKept;

        private Draft(OutputFile file, Path written, Path place, OutputStream out) {
            super(new BufferedOutputStream(out, 1 << 16));
            this.file = file;
            this.written = written;
            this.place = place;
        }

        @Override
        public void write(int one) throws IOException {
            try {
                out.write(one);
            } catch (IOException e) {
                throw file.failure(reason(e), e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw file.failure(reason(e), e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw file.failure(reason(e), e);
            }
        }

        /** All is written: it takes its place. */
        public void keep() throws IOException {
            flush();
            try {
                out.close();
                if (!written.equals(place)) {
                    keepPermissions();
                    Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                isKept = true;
            } catch (IOException e) {
                throw file.failure(reason(e), e);
            }
        }

        private void keepPermissions() throws IOException {
            PosixFileAttributeView before = Files.getFileAttributeView(place, PosixFileAttributeView.class);
            if (before != null && Files.exists(place)) {
                Files.setPosixFilePermissions(written, before.readAttributes().permissions());
            }
        }

        @Override
        public void close() throws IOException {
            if (isKept) {
                return;
            }
            try {
                out.close();
            } catch (IOException e) {
                // what could not be written is thrown away anyway
            } finally {
                if (!written.equals(place)) {
                    Files.deleteIfExists(written);
                }
            }
        }
    }
}
