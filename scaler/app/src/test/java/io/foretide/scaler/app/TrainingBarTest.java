package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrainingBarTest {
    @TempDir
    Path folder;

    @Test
    void aLogHasALineAPhaseAndNoBars() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (TrainingBar bar = new TrainingBar(new PrintStream(log, true, StandardCharsets.UTF_8), false, () -> 0)) {
            for (int i = 0; i < 100; i++) {
                bar.report("ridge", i, 100, Duration.ZERO);
                bar.report("forecasts", i, 100, Duration.ZERO);
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .startsWith("progress: ridge, 0 of 100", "progress: forecasts, 0 of 100")
                .hasSizeLessThan(100);
    }

    @Test
    void aLogSaysHowLongAPhaseStillTakes() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        AtomicLong seconds = new AtomicLong();
        try (TrainingBar bar = new TrainingBar(
                new PrintStream(log, true, StandardCharsets.UTF_8), false, () -> seconds.get() * 1_000_000_000)) {
            for (int done = 0; done <= 300; done += 10) {
                bar.report("simulating", done, 300, Duration.ZERO);
                seconds.addAndGet(2);
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "progress: simulating, 0 of 300",
                        "progress: simulating, 80 of 300, about 45s left",
                        "progress: simulating, 160 of 300, about 29s left",
                        "progress: simulating, 240 of 300, about 13s left");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void barsAreDrawnOnATerminalAlone() throws IOException {
        Path log = Files.createFile(folder.resolve("log"));
        assertThat(TrainingBar.isTerminal(Files.createSymbolicLink(folder.resolve("file"), log)))
                .isFalse();
        assertThat(TrainingBar.isTerminal(Files.createSymbolicLink(folder.resolve("pipe"), Path.of("pipe:[4711]"))))
                .isFalse();
        assertThat(TrainingBar.isTerminal(Path.of("/dev/tty"))).isTrue();
        assertThat(TrainingBar.isTerminal(folder.resolve("none"))).isTrue();
    }
}
