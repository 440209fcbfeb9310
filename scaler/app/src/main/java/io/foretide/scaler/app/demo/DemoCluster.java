package io.foretide.scaler.app.demo;

import io.foretide.scaler.app.UserError;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalKafka;
import io.foretide.scaler.local.LocalReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real parts of the demo: Kafka, Flink in Reactive Mode, and the replay. Closed in the reverse order of their start. */
final class DemoCluster implements AutoCloseable {
    private static final String TOPIC = "position-reports";
    private static final int PARTITIONS = 24;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private final DemoSettings settings;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final LocalKafka kafka;
    private final LocalFlink flink;
    private volatile Optional<LocalReplay> replay = Optional.empty();

    DemoCluster(DemoSettings settings) throws IOException, InterruptedException {
        this.settings = settings;
        Path work = settings.work();
        try {
            kafka = LocalKafka.start(settings.home(), work, Map.of(TOPIC, PARTITIONS));
            closeables.push(kafka);
            flink = LocalFlink.start(new LocalFlinkSettings(
                    settings.home(),
                    work.resolve("flink"),
                    DemoSettings.SLOTS_PER_TASK_MANAGER,
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
                    true));
            closeables.push(flink);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    LocalFlink flink() {
        return flink;
    }

    void replayFrom(Instant startAt) throws IOException {
        LocalReplay started = LocalReplay.start(
                settings.home(),
                settings.work(),
                new LocalReplay.Plan(
                        kafka.bootstrap(),
                        TOPIC,
                        settings.from(),
                        settings.to(),
                        settings.speed(),
                        DemoSettings.REPORT_INTERVAL_SECONDS,
                        startAt));
        closeables.push(started);
        replay = Optional.of(started);
    }

    /** Fails if the replay has ended before {@code end}. */
    void checkReplay(Instant end) {
        replay.filter(process -> !process.alive() && Instant.now().isBefore(end))
                .ifPresent(process -> {
                    throw new UserError(UserError.FAILED, "the replay ended early; see " + process.log());
                });
    }

    /** Closes every part, also when one of them fails to. */
    @Override
    public void close() {
        Optional<IllegalStateException> failure = Optional.empty();
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                failure = Optional.of(
                        new IllegalStateException("a process of the demo does not stop: " + e.getMessage(), e));
            }
        }
        failure.ifPresent(f -> {
            throw f;
        });
    }
}
