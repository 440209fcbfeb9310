package io.foretide.scaler.app.demo;

import io.foretide.scaler.app.UserError;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.local.ClusterMode;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalKafka;
import io.foretide.scaler.local.LocalReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real parts of the demo: Kafka, Flink in Reactive Mode, and the replay. */
final class DemoCluster {
    private static final String TOPIC = "position-reports";
    private static final int PARTITIONS = 24;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private final DemoSettings settings;
    private final Opened opened;
    private final LocalKafka kafka;
    private final LocalFlink flink;
    private volatile Optional<LocalReplay> replay = Optional.empty();

    /** @param opened ends the parts in the reverse order of their start */
    DemoCluster(DemoSettings settings, Opened opened) throws IOException, InterruptedException {
        this.settings = settings;
        this.opened = opened;
        Path work = settings.work();
        kafka = opened.keep(LocalKafka.start(settings.installation(), work, Map.of(TOPIC, PARTITIONS)));
        flink = opened.keep(LocalFlink.start(new LocalFlinkSettings(
                settings.installation(),
                settings.flinkLine(),
                ClusterMode.REACTIVE,
                work.resolve("flink"),
                DemoSettings.SLOTS_PER_TASK_MANAGER,
                DemoSettings.WARM_TASK_MANAGERS,
                CHECKPOINT_INTERVAL,
                List.of(
                        "--bootstrap",
                        kafka.bootstrap(),
                        "--topic",
                        TOPIC,
                        "--group",
                        "demo",
                        "--service-micros",
                        Long.toString(settings.serviceMicros())),
                true)));
    }

    LocalFlink flink() {
        return flink;
    }

    void replayFrom(Instant startAt) throws IOException {
        LocalReplay started = opened.keep(LocalReplay.start(
                settings.installation(),
                settings.work(),
                new LocalReplay.Plan(
                        kafka.bootstrap(),
                        TOPIC,
                        settings.from(),
                        settings.to(),
                        settings.speed(),
                        DemoSettings.REPORT_INTERVAL_SECONDS,
                        startAt)));
        replay = Optional.of(started);
    }

    /** Fails if the replay has ended before {@code end}. */
    void checkReplay(Instant end) {
        replay.filter(process -> !process.alive() && Instant.now().isBefore(end))
                .ifPresent(process -> {
                    throw UserError.failed("the replay ended early; see " + process.log());
                });
    }
}
