package io.foretide.scaler.app;

import io.foretide.text.Durations;
import io.foretide.training.TrainingProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells the progress of a training: on a terminal a bar a phase, in a log a line a phase and then now and then. Called from the training thread. */
public final class TrainingBar implements TrainingProgress, AutoCloseable {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int WIDTH = 100;
    private static final int DRAWN_EVERY_MILLIS = 1_000;
    private static final Duration LOGGED_EVERY = Duration.ofSeconds(15);

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final Map<String, TimeLeft> logged = new HashMap<>();
    private long lastLine;
    private @Nullable ProgressBar bar;
    private @Nullable TimeLeft timeLeft;
    private String phase = "";

    public TrainingBar(PrintStream out) {
        this(out, isTerminal(), System::nanoTime);
    }

    /** @param nanos a clock that only goes on */
    TrainingBar(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** A console says that input and standard output are a terminal's; bars go to standard error, which may be a file beside it. */
    @SuppressWarnings("SystemConsoleNull") // from Java 22 on there always is one
    private static boolean isTerminal() {
        return System.console() != null && isTerminal(STANDARD_ERROR);
    }

    /** Where the system does not tell, the console counts. */
    static boolean isTerminal(Path stream) {
        try {
            String name = stream.toRealPath().toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException e) {
            // a pipe or socket has no path, but its entry is there
            return !Files.exists(stream, LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public void report(String next, long done, long total, Duration eta) {
        if (terminal) {
            draw(next, done, total);
        } else {
            log(next, done, total);
        }
    }

    private void log(String next, long done, long total) {
        long now = nanos.getAsLong();
        boolean first = !logged.containsKey(next);
        TimeLeft left = logged.computeIfAbsent(next, any -> new TimeLeft(now));
        left.reached(done, now);
        if (first || now - lastLine >= LOGGED_EVERY.toNanos()) {
            String time = left.until(total, now)
                    .filter(any -> !first && done < total)
                    .map(rest -> ", about " + Durations.format(Duration.ofSeconds(rest.toSeconds() + 1)) + " left")
                    .orElse("");
            out.println("progress: " + next + ", " + done + " of " + total + time);
            lastLine = now;
        }
    }

    private void draw(String next, long done, long total) {
        ProgressBar current = bar;
        if (current == null || !phase.equals(next)) {
            close();
            TimeLeft left = new TimeLeft(nanos.getAsLong());
            current = new ProgressBarBuilder()
                    .setTaskName(next)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(DRAWN_EVERY_MILLIS)
                    .setEtaFunction(state -> left.until(state.getMax(), nanos.getAsLong()))
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build();
            bar = current;
            timeLeft = left;
            phase = next;
        }
        if (timeLeft != null) {
            timeLeft.reached(done, nanos.getAsLong());
        }
        current.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
