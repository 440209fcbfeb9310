package io.foretide.scaler.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that the fixtures start do not outlive the JVM. */
final class NativeProcessIT {
    @Test
    void endsWhenItsJvmIsKilled(@TempDir Path work) throws Exception {
        Process parent = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.foretide.scaler.kubernetes.cluster.AbandonedProcess",
                        work.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle child;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            child = ProcessHandle.of(Long.parseLong(output.readLine().replace("STARTED ", "")))
                    .orElseThrow();
            assertThat(child.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !child.isAlive());
    }

    @Test
    void endsWithTheWillEvenWhenItIsFrozen(@TempDir Path work) throws Exception {
        LastWill will = new LastWill();
        NativeProcess frozen = NativeProcess.start(new ProcessBuilder("sleep", "1000"), work.resolve("log"), will);
        frozen.signal("STOP");
        assertThat(frozen.alive()).isTrue();

        will.close();
        // the JVM notes the end of its child a moment later
        await().atMost(Duration.ofSeconds(30)).until(() -> !frozen.alive());
    }
}
