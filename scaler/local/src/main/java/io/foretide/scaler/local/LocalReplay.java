package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The replay of the flights as position reports into Kafka, as a child process. */
public final class LocalReplay implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final List<String> JVM_OPTIONS = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");

    private final ChildProcess process;

    private LocalReplay(ChildProcess process) {
        this.process = process;
    }

    /**
     * Data that is replayed.
     *
     * @param bootstrap of Kafka
     * @param from first trace minute
     * @param to end of the replay in trace time, exclusive
     * @param speed trace seconds per real second
     * @param startAt real time at which {@code from} is sent
     */
    public record Plan(
            String bootstrap,
            String topic,
            Instant from,
            Instant to,
            double speed,
            int reportIntervalSeconds,
            Instant startAt) {}

    /** Starts the replay; the counts it sent go to {@code sent.csv} in the work directory. */
    public static LocalReplay start(Installation installation, Path workDirectory, Plan plan) throws IOException {
        Path directory = Files.createDirectories(workDirectory.toAbsolutePath());
        List<String> arguments = List.of(
                "--bootstrap",
                plan.bootstrap(),
                "--topic",
                plan.topic(),
                "--from",
                plan.from().toString(),
                "--to",
                plan.to().toString(),
                "--speed",
                Double.toString(plan.speed()),
                "--report-interval",
                Integer.toString(plan.reportIntervalSeconds()),
                "--start-at",
                Long.toString(plan.startAt().toEpochMilli()),
                "--counts",
                directory.resolve("sent.csv").toString(),
                "--exit-with-stdin");
        return new LocalReplay(LocalPrograms.start(
                "replay",
                new JavaProgram(
                        LocalPrograms.classPath(installation, "replay"),
                        "io.foretide.datasets.replay.ReplayMain",
                        JVM_OPTIONS,
                        arguments),
                directory));
    }

    public boolean alive() {
        return process.alive();
    }

    public Path log() {
        return process.log();
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }
}
