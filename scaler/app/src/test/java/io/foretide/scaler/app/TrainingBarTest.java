package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        try (TrainingBar bar = new TrainingBar(new PrintStream(log, true, StandardCharsets.UTF_8), false)) {
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
