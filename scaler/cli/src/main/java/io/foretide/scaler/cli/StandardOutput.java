package io.foretide.scaler.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that keeps why it could not be written: a print stream alone says nothing of a full disk. */
final class StandardOutput extends PrintStream {
    private final Remembering to;

    StandardOutput(OutputStream to) {
        this(new Remembering(to));
    }

    private StandardOutput(Remembering to) {
        super(new BufferedOutputStream(to, 1 << 13), true, Charset.defaultCharset());
        this.to = to;
    }

    /** Why something is missing; empty if all is written, or a reader such as {@code head} has seen enough. */
    Optional<String> failure() {
        flush();
        return Optional.ofNullable(to.failure)
                .map(failure -> String.valueOf(failure.getMessage()))
                .filter(reason -> !reason.startsWith("Broken pipe"));
    }

    private static final class Remembering extends FilterOutputStream {
        private @Nullable IOException failure;

        Remembering(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
