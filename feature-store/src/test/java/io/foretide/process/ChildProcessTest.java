package io.foretide.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path folder;

    private ChildProcess start(String script) throws IOException {
        return ChildProcess.start(
                "child",
                new ProcessBuilder("sh", "-c", script)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("child.log").toFile()));
    }

    @Test
    void endsWithItsStatusByItself() throws Exception {
        ChildProcess child = start("exit 3");
        assertThat(child.awaitEnd()).isEqualTo(3);
        assertThat(child.alive()).isFalse();
        assertThat(child.exitStatus()).isEqualTo(3);
    }

    @Test
    void seesItsStandardInputEndOnlyWhenItIsKilled() throws Exception {
        ChildProcess child = start("trap '' TERM; read line; sleep 100");
        child.requestStop();
        assertThat(child.alive()).isTrue();
        child.stopNow();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void anEndWhileStartingIsSaidWithTheEndOfTheLog() throws Exception {
        ChildProcess child = start("echo no such port; exit 1");
        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMinutes(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("child ended with status 1 while starting")
                .hasMessageEndingWith("no such port");
    }

    @Test
    void outputHasToGoToAFile() {
        assertThatThrownBy(() -> ChildProcess.start("child", new ProcessBuilder("true")))
                .hasMessageContaining("redirected to a file");
    }
}
