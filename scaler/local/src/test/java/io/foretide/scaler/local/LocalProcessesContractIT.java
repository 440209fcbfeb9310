package io.foretide.scaler.local;

import static org.awaitility.Awaitility.await;

import io.foretide.process.Installation;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTargetContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every target, for TaskManager processes that register at a real JobManager. */
final class LocalProcessesContractIT implements ScalingTargetContract {
    private static final Installation HERE = Installation.here();
    private static final List<String> JOB =
            List.of("--bootstrap", "127.0.0.1:1", "--topic", "none", "--group", "it", "--service-micros", "500");

    @TempDir
    static Path work;

    private static LocalFlink flink;

    private TaskManagerPool taskManagers;
    private LocalProcessesTarget target;

    @BeforeAll
    static void startTheJobManager() throws Exception {
        flink = LocalFlink.start(LocalFlinkSettings.of(HERE, work.resolve("jobmanager"), JOB));
    }

    @AfterAll
    static void stopTheJobManager() {
        flink.close();
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        taskManagers = TaskManagerPool.attachedTo(LocalFlinkSettings.of(HERE, folder, List.of()), flink.rpcPort());
        target = new LocalProcessesTarget(taskManagers, 2, 6);
    }

    @AfterEach
    void asManyProcessesRunAsTheTargetSays() {
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> taskManagers.alive() == target.read().taskManagers());
        } finally {
            target.close();
        }
    }

    @Override
    public ScalingTarget target() {
        return target;
    }
}
