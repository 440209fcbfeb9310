package io.foretide.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, unpacked if they are gzip, and the first of them to look at. */
final class Content implements AutoCloseable {
    /** What a trace may be. */
    static final String TRACE = "CSV or Prometheus range JSON, plain or gzip, or Parquet";

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int HEAD = 1 << 16;

    /** What people have instead, by how it begins. */
    private static final Map<String, String> OTHERS = Map.of(
            "PK\u0003\u0004", "a zip archive or a workbook",
            "(\u00b5/\u00fd", "zstd",
            "BZh", "bzip2",
            "\u00fd7zXZ", "xz",
            "SQLite format 3", "an SQLite database");

    private final String name;
    private final String allowed;
    private final BufferedInputStream bytes;
    private final byte[] head;

    /** @param allowed what the file may be, for messages */
    Content(InputStream in, String name, String allowed) throws IOException {
        this.name = name;
        this.allowed = allowed;
        this.bytes = plain(new BufferedInputStream(in, HEAD), name);
        bytes.mark(HEAD);
        try {
            head = bytes.readNBytes(HEAD - 1);
        } catch (EOFException | ZipException e) {
            throw new TraceFormatException(
                    name + " is damaged (" + e.getMessage() + "), but must be a whole gzip file", e);
        }
        bytes.reset();
        other().ifPresent(other -> {
            throw new TraceFormatException(name + " is " + other + ", but must be " + allowed);
        });
    }

    /** Opens a file; what it may be is said in messages. */
    static Content open(Path file, String allowed) {
        if (Files.isDirectory(file)) {
            throw new TraceFormatException(file + " is a folder, but must be a file: " + allowed);
        }
        try {
            InputStream in = Files.newInputStream(file);
            try {
                return new Content(in, String.valueOf(file.getFileName()), allowed);
            } catch (IOException | TraceFormatException e) {
                in.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new TraceFormatException(file + " does not exist, but must be a file: " + allowed, e);
        } catch (IOException e) {
            throw new TraceFormatException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BufferedInputStream plain(BufferedInputStream in, String name) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        if (magic == GZIP_MAGIC) {
            return new BufferedInputStream(new GZIPInputStream(in, HEAD), HEAD);
        }
        if (name.endsWith(".gz") && magic >= 0) {
            throw new TraceFormatException(name + " is not gzip, although its name ends with .gz");
        }
        return in;
    }

    private Optional<String> other() {
        return OTHERS.entrySet().stream()
                .filter(other -> begins(other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    String name() {
        return name;
    }

    /** What the file may be, for messages. */
    String allowed() {
        return allowed;
    }

    /** The first bytes, at most. */
    byte[] head() {
        return head;
    }

    InputStream stream() {
        return bytes;
    }

    /** The bytes as text, without a byte order mark; what is no text becomes a question mark. */
    Reader text(TextForm form) throws IOException {
        bytes.skipNBytes(form.skippedBytes());
        return new InputStreamReader(
                bytes,
                form.charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    /** Whether the bytes begin with these characters. */
    boolean begins(String characters) {
        if (head.length < characters.length()) {
            return false;
        }
        for (int i = 0; i < characters.length(); i++) {
            if ((head[i] & 0xff) != characters.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be closed", e);
        }
    }
}
