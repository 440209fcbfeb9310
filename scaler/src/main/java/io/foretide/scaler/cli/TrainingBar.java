package io.foretide.scaler.cli;

import io.foretide.training.TrainingProgress;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Draws the progress of a training, one bar a phase. Called from the training thread. */
public final class TrainingBar implements TrainingProgress, AutoCloseable {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private @Nullable ProgressBar bar;
    private String phase = "";

    public TrainingBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void report(String next, long done, long total, Duration eta) {
        ProgressBar current = bar;
        if (current == null || !phase.equals(next)) {
            close();
            current = new ProgressBarBuilder()
                    .setTaskName(next)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(1000)
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build();
            bar = current;
            phase = next;
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
