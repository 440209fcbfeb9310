package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foretide train} that is killed in its middle and run again. */
class KilledTrainingIT {
    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasAndGivesTheSameModelAsOneThatWasNotKilled() throws Exception {
        Path killed = folder.resolve("killed");
        try (ForetideProcess first = ForetideProcess.start(folder.resolve("first.log"), train(killed))) {
            await().atMost(Duration.ofMinutes(15)).until(() -> !first.isRunning() || epochs(killed) > 0);
            assertThat(first.isRunning()).as(first.said()).isTrue();
            first.kill();
        }
        assertThat(new ModelRegistry(killed).list()).isEmpty();

        Path again = folder.resolve("again.log");
        assertThat(ForetideProcess.run(again, train(killed)))
                .as(Files.readString(again))
                .isZero();
        assertThat(again).content().contains("lstm: epoch 2").doesNotContain("lstm: epoch 1", "ridge: fitting");
        assertThat(killed.resolve("training")).doesNotExist();

        Path whole = folder.resolve("whole.log");
        Path other = folder.resolve("other");
        assertThat(ForetideProcess.run(whole, train(other)))
                .as(Files.readString(whole))
                .isZero();
        assertThat(whole).content().contains("lstm: epoch 1");
        assertThat(checksums(killed)).containsKey("network.zip").isEqualTo(checksums(other));
    }

    /** Of the model and what its intervals have learned; the page tells how long each fit took. */
    private static Map<String, String> checksums(Path registry) {
        ModelCard card = new ModelRegistry(registry).card(ModelRegistry.CHALLENGER);
        Map<String, String> files = new TreeMap<>(card.files());
        assertThat(files.remove("card.md")).isNotNull();
        return files;
    }

    /** How many the checkpoint of a network holds that is being fitted. */
    private static int epochs(Path registry) throws Exception {
        List<Path> files = new ArrayList<>();
        Path training = registry.resolve("training");
        if (Files.isDirectory(training)) {
            try (var all = Files.walk(training)) {
                all.filter(file -> file.endsWith("epochs.json")).forEach(files::add);
            }
        }
        return files.size();
    }

    private static String[] train(Path registry) {
        return new String[] {
            "train",
            "--until",
            "2001-01-29T00:00:00Z",
            "--preset",
            "quick",
            "--models",
            "ridge,lstm",
            "--registry",
            registry.toString()
        };
    }
}
