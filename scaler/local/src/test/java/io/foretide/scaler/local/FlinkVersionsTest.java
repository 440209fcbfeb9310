package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.process.ClassPath;
import io.foretide.process.Installation;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkVersionsTest {
    @TempDir
    Path home;

    private final FakeFlink flink = FakeFlink.tuned();
    private final Opened opened = new Opened();

    @AfterEach
    void stop() {
        opened.close();
        flink.close();
    }

    private TargetContext context(String jobManager) throws IOException {
        flink.answers.put("/overview", "{\"taskmanagers\":0,\"flink-version\":\"" + jobManager + "\"}");
        Path folder = Files.createDirectories(new Installation(home).programFolder("flink"));
        Files.writeString(folder.resolve("flink-runtime-2.3.0.jar"), "");
        Files.writeString(folder.resolve("flink-runtime-web-2.3.0.jar"), "");
        return new TargetContext(
                new TargetContext.Flink(flink.rest(), Optional.empty()), 2, 4, () -> new Installation(home), opened);
    }

    private LocalProcesses target() {
        return new LocalProcesses(6123, home.resolve("work"), 1);
    }

    private Finding finding(String jobManager) throws IOException {
        return target().checks(context(jobManager)).get(0).finding();
    }

    @Test
    void aJobManagerOfAnotherVersionIsRefusedBeforeAnythingStarts() throws Exception {
        TargetContext context = context("1.20.5");
        assertThatThrownBy(() -> target().open(context))
                .isInstanceOf(InputException.class)
                .hasMessage("the JobManager is Flink 1.20.5, but local-processes starts TaskManagers of Flink 2.3.0,"
                        + " which cannot register there: it must be a Flink 2.3");
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void theDoctorSaysTheSame() throws Exception {
        assertThat(finding("1.20.5").level()).isEqualTo(Level.PROBLEM);
        assertThat(finding("2.2.0").found()).contains("2.2.0").contains("2.3.0");
        assertThat(finding("2.3.1"))
                .isEqualTo(Finding.ok("TaskManagers of Flink 2.3.0 for a JobManager of Flink 2.3.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "2.3.0, 2.3.0, false",
        "2.3.4, 2.3-SNAPSHOT, false",
        "2.30.0, 2.3.0, true",
        "1.3.0, 2.3.0, true",
        "<unknown>, 2.3.0, false"
    })
    void majorAndMinorHaveToBeTheSame(String jobManager, String taskManagers, boolean differ) {
        assertThat(new FlinkVersions(jobManager, taskManagers).problem().isPresent())
                .isEqualTo(differ);
    }

    @Test
    void theVersionIsThatOfTheRuntime() {
        assertThat(FlinkVersions.of(new ClassPath(List.of(
                        Path.of("a", "flink-connector-kafka-5.0.0-2.2.jar"), Path.of("a", "flink-runtime-2.3.0.jar")))))
                .contains("2.3.0");
        assertThat(FlinkVersions.of(new ClassPath(List.of(Path.of("flink-runtime-web-2.3.0.jar")))))
                .isEmpty();
    }
}
