package io.foretide.telemetry.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small files that a key names. What they hold is in no message. */
public final class SecretFile {
    /** Tokens, and chains of certificates, are a few KB. */
    private static final int MAX_BYTES = 1 << 20;

    private SecretFile() {}

    /** A password: the file without the end of its last line. */
    public static String password(String key, Path file) throws IOException {
        String password = text(key, file).replaceFirst("[\r\n]+$", "");
        if (password.isEmpty() || password.contains("\n")) {
            throw refused(key, file, "a file of one line, the password");
        }
        return password;
    }

    /** A token: printable and without spaces, as a header has to be. */
    static String token(String key, Path file) throws IOException {
        String token = text(key, file).strip();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw refused(key, file, "a file of one token, in printable ASCII without spaces");
        }
        return token;
    }

    /**
     * The whole file.
     *
     * @throws IOException naming the key, the file and what it must be
     */
    static String text(String key, Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw refused(key, file, "a file; there is none");
        } catch (AccessDeniedException e) {
            throw refused(key, file, "a file that user " + System.getProperty("user.name") + " may read");
        } catch (IOException e) {
            throw refused(key, file, "a file that can be read: " + e.getMessage());
        }
        if (bytes.length > MAX_BYTES) {
            throw refused(key, file, "a file of at most 1 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static IOException refused(String key, Path file, String allowed) {
        return new IOException(key + " " + file + ": must be " + allowed);
    }
}
