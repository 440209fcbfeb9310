package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test prints: takes standard output and standard error for as long as a test runs, and gives them back. Both belong to
 * the whole JVM, so classes that use it do not run at the same time.
 */
final class Printed implements BeforeEachCallback, AfterEachCallback {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    /** Standard output since the test began or {@link #clear}. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Standard error since the test began or {@link #clear}; a user never sees a stack trace. */
    String err() {
        String text = err.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("\tat ");
        return text;
    }

    /** Forgets what was printed so far. */
    void clear() {
        out.reset();
        err.reset();
    }
}
