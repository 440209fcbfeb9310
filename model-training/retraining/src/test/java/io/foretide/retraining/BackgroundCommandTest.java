package io.foretide.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundCommandTest {
    @TempDir
    Path folder;

    @Test
    void runsItsCommandToTheEndAndKeepsWhatItSays() {
        try (BackgroundCommand training = training("echo trained; echo with a warning >&2")) {
            training.run();
        }

        assertThat(folder.resolve("training.log")).content().contains("trained", "with a warning");
    }

    @Test
    void aTrainingThatFailsDoesNotFailTheService() {
        try (BackgroundCommand training = training("exit 1")) {
            training.run();
        }

        assertThat(folder.resolve("training.log")).isEmptyFile();
    }

    @Test
    void closingEndsATrainingThatIsUnderWay() throws InterruptedException {
        BackgroundCommand training = training("echo begun; exec sleep 600");
        Thread schedule = new Thread(training, "schedule");
        schedule.start();
        await().untilAsserted(() ->
                assertThat(folder.resolve("training.log")).content().contains("begun"));

        training.close();

        schedule.join(20_000);
        assertThat(schedule.isAlive()).isFalse();
    }

    @Test
    void oneThatTakesTooLongIsEnded() {
        try (BackgroundCommand training = training("exec sleep 600", Optional.of(Duration.ofMillis(50)))) {
            training.run();
        }

        assertThat(folder.resolve("training.log")).isEmptyFile();
    }

    private BackgroundCommand training(String script) {
        return training(script, Optional.empty());
    }

    private BackgroundCommand training(String script, Optional<Duration> longest) {
        return new BackgroundCommand(
                "training", List.of("/bin/sh", "-c", script), folder.resolve("training.log"), longest);
    }
}
