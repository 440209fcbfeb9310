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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every target, for TaskManager processes that register at a real JobManager. */
final class LocalProcessesContractIT {
    private static final Installation HERE = Installation.here();
    private static final List<String> JOB =
            List.of("--bootstrap", "127.0.0.1:1", "--topic", "none", "--group", "it", "--service-micros", "500");

    @Nested
    final class OnFlink1 extends OnFlink {
        OnFlink1() {
            super(FlinkLine.V1_20);
        }
    }

    @Nested
    final class OnFlink2 extends OnFlink {
        OnFlink2() {
            super(FlinkLine.V2_3);
        }
    }

    /** One JobManager for all of its tests. */
    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class OnFlink implements ScalingTargetContract {
        private final FlinkLine version;
        private LocalFlink flink;
        private TaskManagerPool taskManagers;
        private LocalProcessesTarget target;

        OnFlink(FlinkLine version) {
            this.version = version;
        }

        @BeforeAll
        void startTheJobManager(@TempDir Path work) throws Exception {
            flink = LocalFlink.start(LocalFlinkSettings.of(HERE, version, work.resolve("jobmanager"), JOB));
        }

        @AfterAll
        void stopTheJobManager() {
            flink.close();
        }

        @BeforeEach
        void open(@TempDir Path folder) throws Exception {
            taskManagers = TaskManagerPool.attachedTo(
                    LocalFlinkSettings.of(HERE, version, folder, List.of()), flink.rpcPort());
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
}
