package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.process.Installation;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalKafka;
import io.foretide.telemetry.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service as its configuration wires it, on a real Flink that somebody else started. */
class ServiceIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void runsTaskManagersForAnExistingJobManagerAndWatchesTheJob(FlinkLine version) throws Exception {
        Installation home = Installation.here();
        try (LocalKafka kafka = LocalKafka.start(home, folder.resolve("kafka"), Map.of("position-reports", 4));
                LocalFlink flink = LocalFlink.start(LocalFlinkSettings.of(
                        home,
                        version,
                        folder.resolve("flink"),
                        List.of(
                                "--bootstrap", kafka.bootstrap(),
                                "--topic", "position-reports",
                                "--group", "test",
                                "--service-micros", "100")))) {
            Path config = Files.writeString(folder.resolve("foretide.yaml"), """
                    job: positions
                    data: %s
                    flink: {rest: "%s"}
                    target: {type: local-processes, jobManagerPort: %d, workDirectory: "%s", taskManagers: 2}
                    planner: {slotsPerTaskManager: 2, maxTaskManagers: 3}
                    """.formatted(
                    folder.resolve("data"), flink.restAddress(), flink.rpcPort(), folder.resolve("taskmanagers")));
            try (Service service = new ServiceWiring(ConfigReader.read(config), System.err).open(target -> target)) {
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                    TickReport tick = service.tickOnce();
                    return tick.snapshot().status() == JobStatus.RUNNING
                            && tick.snapshot().capacity().parallelism() == 4
                            && tick.snapshot().metrics().isPresent();
                });
                TickReport idle = service.tickOnce();
                assertThat(idle.decision()).isInstanceOf(Hold.class);
                assertThat(idle.state().taskManagers()).isEqualTo(2);
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> flink.pids().size() == 1);
        }
    }
}
