package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrainingBarTest {
    @TempDir
    Path folder;

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
