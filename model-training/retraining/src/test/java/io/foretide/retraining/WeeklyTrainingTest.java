package io.foretide.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeeklyTrainingTest {
    @TempDir
    Path folder;

    @Test
    void runsItsCommandToTheEndAndKeepsWhatItSays() {
        try (WeeklyTraining training = training("echo trained; echo with a warning >&2")) {
            training.run();
        }

        assertThat(folder.resolve("training.log")).content().contains("trained", "with a warning");
    }

    @Test
    void aTrainingThatFailsDoesNotFailTheService() {
        try (WeeklyTraining training = training("exit 1")) {
            training.run();
        }

        assertThat(folder.resolve("training.log")).isEmptyFile();
    }

    @Test
    void closingEndsATrainingThatIsUnderWay() throws InterruptedException {
        WeeklyTraining training = training("echo begun; exec sleep 600");
        Thread schedule = new Thread(training, "schedule");
        schedule.start();
        await().untilAsserted(() ->
                assertThat(folder.resolve("training.log")).content().contains("begun"));

        training.close();

        schedule.join(20_000);
        assertThat(schedule.isAlive()).isFalse();
    }

    private WeeklyTraining training(String script) {
        return new WeeklyTraining(
                DayOfWeek.SUNDAY,
                LocalTime.of(3, 0),
                ZoneOffset.UTC,
                List.of("/bin/sh", "-c", script),
                folder.resolve("training.log"));
    }
}
