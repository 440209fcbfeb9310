package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.inference.ServingModels;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.control.targets.DryRunTarget;
import io.foretide.store.DataFolder;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that is moved or deleted under a service. */
class LostFolderTest {
    private static final JobId JOB = new JobId("orders");
    private static final TelemetrySource METER = now -> new JobSnapshot(
            JOB, now, JobStatus.RUNNING, new Capacity(2, 2, 2), Optional.of(new JobMetrics(100, 100, 0.5, 0, 0, 100)));

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final List<TickReport> ticks = new ArrayList<>();
    private final Front front = Front.of(JOB);
    private DataFolder data;
    private JobLine line;

    @BeforeEach
    void open() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        JobParts parts = new JobParts(
                front,
                new JobParts.Telemetry(METER, METER, List.of()),
                JobParts.Scaling.of(new DryRunTarget(2)),
                PlannerSettings.defaults(1, 1, 4),
                ServingModels.of(new ModelRegistry(folder.resolve("models")), ZoneOffset.UTC),
                new JobParts.Listeners(List.of(ticks::add), List.of()));
        Instant now = Instant.now();
        ScaledClock clock = new ScaledClock(Clock.systemUTC(), now, now, 1);
        line = Wiring.line(parts, Shared.open(data, clock, opened), opened);
        line.tick();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private List<String> sentences() {
        return front.conditions().all().stream()
                .filter(condition -> condition.id().equals(Condition.DATA_FOLDER))
                .map(Condition::sentence)
                .toList();
    }

    @Test
    void ticksHoldWhileItIsGoneAndGoOnWhenItIsBack() throws IOException {
        assertThat(ticks).hasSize(1);
        assertThat(sentences()).isEmpty();
        Path away = folder.resolve("away");
        Files.move(data.path(), away);
        line.tick();
        line.tick();
        assertThat(ticks).hasSize(1);
        assertThat(sentences()).singleElement().asString().startsWith("data folder " + data.path() + " is gone");
        assertThat(line.health().live()).isTrue();
        Files.move(away, data.path());
        line.tick();
        assertThat(ticks).hasSize(2);
        assertThat(sentences()).isEmpty();
    }

    @Test
    void onlyANewProcessHelpsWhereOtherFilesAreInItsPlace() throws IOException {
        Files.move(data.path(), folder.resolve("away"));
        Files.createDirectories(data.path());
        Files.writeString(data.features(), "");
        line.tick();
        assertThat(ticks).hasSize(1);
        assertThat(sentences()).singleElement().asString().endsWith("the service must be restarted");
        assertThat(line.health().live()).isFalse();
    }
}
