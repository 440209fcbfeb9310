package io.foretide.scaler.demo;

import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalKafka;
import io.foretide.scaler.local.LocalReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The real parts of the demo: Kafka, Flink in Reactive Mode, and the replay. Closed in the reverse order of their start. */
final class DemoCluster implements AutoCloseable {
    private static final String TOPIC = "position-reports";
    private static final int PARTITIONS = 24;

    private final DemoSettings settings;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final LocalKafka kafka;
    private final LocalFlink flink;

    DemoCluster(DemoSettings settings) throws IOException, InterruptedException {
        this.settings = settings;
        Path work = settings.work();
        try {
            kafka = LocalKafka.start(settings.home(), work, Map.of(TOPIC, PARTITIONS));
            started.push(kafka);
            flink = LocalFlink.start(LocalFlinkSettings.of(
                    settings.home(),
                    work.resolve("flink"),
                    List.of(
                            "--bootstrap",
                            kafka.bootstrap(),
                            "--topic",
                            TOPIC,
                            "--group",
                            "demo",
                            "--service-micros",
                            Long.toString(settings.serviceMicros()))));
            started.push(flink);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    LocalFlink flink() {
        return flink;
    }

    LocalReplay replayFrom(Instant startAt) throws IOException {
        LocalReplay replay = LocalReplay.start(
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
        started.push(replay);
        return replay;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a process of the demo does not stop: " + e.getMessage(), e);
            }
        }
    }
}
