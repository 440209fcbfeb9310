package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foretide train} that is killed in its middle and run again. */
class KilledTrainingIT {
    private static final String PAGE = "card.md";

    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasAndGivesTheSameModelAsOneThatWasNotKilled() throws Exception {
        Path killed = folder.resolve("killed");
        try (ForetideProcess first = ForetideProcess.start(folder.resolve("first.log"), train(killed))) {
            await().atMost(Duration.ofMinutes(15)).until(() -> !first.isRunning() || anEpochIsKept(killed));
            assertThat(first.isRunning()).as(first.said()).isTrue();
            first.kill();
        }
        assertThat(new ModelRegistry(killed).list()).isEmpty();

        Path again = folder.resolve("again.log");
        assertThat(ForetideProcess.run(again, train(killed)))
                .as(Files.readString(again))
                .isZero();
        assertThat(again).content().contains("lstm-raw: epoch 2").doesNotContain("lstm-raw: epoch 1");
        assertThat(killed.resolve("training")).doesNotExist();

        Path whole = folder.resolve("whole.log");
        Path other = folder.resolve("other");
        assertThat(ForetideProcess.run(whole, train(other)))
                .as(Files.readString(whole))
                .isZero();
        assertThat(whole).content().contains("lstm-raw: epoch 1");
        assertThat(checksums(killed)).hasSizeGreaterThan(2).isEqualTo(checksums(other));
    }

    /** Of the model and what its intervals have learned; the page tells how long each fit took. */
    private static Map<String, String> checksums(Path registry) {
        ModelRegistry published = new ModelRegistry(registry);
        assertThat(published.list()).hasSize(1);
        Map<String, String> files =
                new TreeMap<>(published.card(published.list().get(0)).files());
        assertThat(files.keySet()).contains(PAGE, "network.zip");
        files.remove(PAGE);
        return files;
    }

    /** A network is in its second epoch, or further. */
    private static boolean anEpochIsKept(Path registry) throws IOException {
        Path training = registry.resolve("training");
        if (!Files.isDirectory(training)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(training)) {
            return files.anyMatch(file -> file.endsWith("epochs.json"));
        } catch (UncheckedIOException e) {
            return false; // a file that was replaced meanwhile
        }
    }

    private static String[] train(Path registry) {
        return new String[] {
            "train",
            "--until",
            "2001-01-19T00:00:00Z",
            "--preset",
            "quick",
            "--models",
            "lstm-raw",
            "--registry",
            registry.toString()
        };
    }
}
