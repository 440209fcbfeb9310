package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import io.foretide.scaler.control.ScalingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Kafka broker and a real Flink in Reactive Mode. The first test, as it records what makes the others' Flinks start faster. */
@Order(1)
final class LocalProcessesIT {
    private static final Installation HERE = Installation.here();

    @TempDir
    Path work;

    private final List<Long> seen = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void scalesUpAndDownAndRestartsTheDead(FlinkLine version) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(HERE, work, Map.of("position-reports", 12));
                LocalFlink flink = LocalFlink.start(settings(version, kafka));
                LocalProcessesTarget target = new LocalProcessesTarget(flink.taskManagers(), 1, 3);
                ReportProducer unused = new ReportProducer(kafka.bootstrap())) {
            LocalFlinkJob rest = new LocalFlinkJob(flink);
            awaitRunning(rest, 2);

            assertThat(target.scaleTo(3, target.read())).isInstanceOf(ScalingTarget.Applied.class);
            awaitRunning(rest, 6);
            assertThat(target.read().taskManagers()).isEqualTo(3);

            assertThat(target.scaleTo(4, target.read())).isInstanceOf(ScalingTarget.Refused.class);
            assertThat(target.read().taskManagers()).isEqualTo(3);

            target.scaleTo(2, target.read());
            awaitRunning(rest, 4);
            seen.addAll(flink.pids());
            assertThat(seen).hasSize(3);

            ProcessHandle.of(seen.get(2)).orElseThrow().destroyForcibly();
            patiently().until(() -> rest.runningParallelism() != 4);
            awaitRunning(rest, 4);
            seen.addAll(flink.pids());
            seen.add(kafka.pid());
        }
        assertThat(seen).noneMatch(LocalProcessesIT::alive);
    }

    @Test
    void leavesNoProcessWhenTheParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        JavaProgram.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.foretide.scaler.local.AbandonedParent",
                        HERE.home().toString(),
                        work.toString())
                .redirectOutput(work.resolve("parent.log").toFile())
                .redirectErrorStream(true)
                .start();
        List<Long> children;
        try {
            patiently().until(() -> readLines(work.resolve("parent.log")).contains("STARTED") || !parent.isAlive());
            children = parent.descendants().map(ProcessHandle::pid).toList();
        } finally {
            parent.destroyForcibly();
        }
        assertThat(children).as("JobManager and TaskManager").hasSize(2);
        patiently().until(() -> children.stream().noneMatch(LocalProcessesIT::alive));
    }

    private LocalFlinkSettings settings(FlinkLine version, LocalKafka kafka) {
        List<String> job = List.of(
                "--bootstrap",
                kafka.bootstrap(),
                "--topic",
                "position-reports",
                "--group",
                "it",
                "--service-micros",
                "500");
        return new LocalFlinkSettings(
                HERE, version, ClusterMode.REACTIVE, work, 2, 1, Duration.ofSeconds(1), job, true);
    }

    /** The job runs at {@code parallelism} and reads records. */
    private static void awaitRunning(LocalFlinkJob rest, int parallelism) {
        patiently().until(() -> rest.runningParallelism() == parallelism && rest.recordsIn() > 0);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    private static List<String> readLines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
