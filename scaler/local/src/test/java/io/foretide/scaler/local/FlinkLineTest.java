package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkLineTest {
    private static final String REFUSED = "the JobManager is Flink 1.19.3, at which none of the TaskManagers that"
            + " local-processes starts can register: it must be a Flink 1.20 or 2.3";

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
        flink.answers.put(
                "/overview", "{\"taskmanagers\":0,\"slots-total\":0,\"flink-version\":\"" + jobManager + "\"}");
        Path folder = Files.createDirectories(new Installation(home).programFolder("flink-1.20"));
        Files.writeString(folder.resolve("flink-runtime-1.20.5.jar"), "");
        return new TargetContext(
                new TargetContext.Flink(flink.rest(), Optional.empty()),
                2,
                4,
                Optional.empty(),
                () -> new Installation(home),
                opened);
    }

    private LocalProcesses target() {
        return new LocalProcesses(6123, home.resolve("work"), 1);
    }

    private Finding finding(String jobManager) throws IOException {
        return target().checks(context(jobManager)).get(0).finding();
    }

    @Test
    void aJobManagerOfAnotherVersionIsRefusedBeforeAnythingStarts() throws Exception {
        TargetContext context = context("1.19.3");
        assertThatThrownBy(() -> target().open(context))
                .isInstanceOf(InputException.class)
                .hasMessage(REFUSED);
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void theDoctorSaysTheSameAndWhichTaskManagersAreStarted() throws Exception {
        assertThat(finding("1.19.3")).isEqualTo(Finding.problem(REFUSED));
        assertThat(finding("1.20.1"))
                .isEqualTo(Finding.ok("TaskManagers of Flink 1.20 for a JobManager of Flink 1.20.1"));
        assertThat(finding("2.3.0").level()).as("not built").isEqualTo(Level.PROBLEM);
    }

    @ParameterizedTest
    @CsvSource({"1.20.5, V1_20", "1.20, V1_20", "2.3.0, V2_3", "2.3-SNAPSHOT, V2_3"})
    void isFoundByMajorAndMinorVersion(String version, FlinkLine line) {
        assertThat(FlinkLine.of(version)).contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "1.200.0", "2.30.0", "12.3", "<unknown>", "", "2"})
    void isNotThatOfOthers(String version) {
        assertThat(FlinkLine.of(version)).isEmpty();
    }
}
