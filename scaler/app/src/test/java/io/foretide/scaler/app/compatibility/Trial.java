package io.foretide.scaler.app.compatibility;

import io.foretide.process.Installation;
import io.foretide.scaler.app.Service;
import io.foretide.scaler.app.ServiceWiring;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One shape on one version of Flink, watched by the service as its configuration wires it, with a tick of ten seconds. */
final class Trial {
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final String JOB = "io.foretide.local.flink.TrialJob";

    private final FlinkLine flink;
    private final Shape shape;
    private final String bootstrap;
    private final Path folder;

    Trial(FlinkLine flink, Shape shape, String bootstrap, Path folder) {
        this.flink = flink;
        this.shape = shape;
        this.bootstrap = bootstrap;
        this.folder = folder;
    }

    /** Feeds and watches it; the first third of the ticks is not counted. */
    Outcome run(int ticks) throws Exception {
        List<Feeder> feeders = new ArrayList<>();
        List<String> arguments = List.of(
                "--shape", shape.name(),
                "--bootstrap", bootstrap,
                "--topic", shape.name(),
                "--service-micros", String.valueOf(shape.serviceMicros()));
        try (LocalFlink cluster = LocalFlink.start(
                LocalFlinkSettings.of(Installation.here(), flink, folder.resolve("flink"), arguments), JOB)) {
            cluster.taskManagers().add(shape.taskManagers());
            for (Shape.Feed feed : shape.feeds()) {
                feeders.add(new Feeder(bootstrap, shape.name(), feed));
            }
            return watch(cluster, ticks);
        } finally {
            for (Feeder feeder : feeders) {
                feeder.close();
            }
        }
    }

    private Outcome watch(LocalFlink cluster, int ticks) throws Exception {
        Path config = Files.writeString(folder.resolve("foretide.yaml"), """
                job: trial
                data: %s
                tick: 10s
                inference: {every: 5m}
                flink: {rest: "%s", job: %s}
                target: {type: dry-run, taskManagers: %d}
                planner: {slotsPerTaskManager: 2, maxTaskManagers: 4}
                """.formatted(
                        folder.resolve("data"), cluster.restAddress(), cluster.jobId(), shape.taskManagers()));
        List<TickReport> counted = new ArrayList<>();
        try (PrintStream log = new PrintStream(Files.newOutputStream(folder.resolve("service.log")));
                Service service = new ServiceWiring(ConfigReader.read(config), log).open()) {
            long start = System.nanoTime();
            for (int i = 1; i <= ticks; i++) {
                long due = start + i * TICK.toNanos();
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                TickReport tick = service.tickOnce();
                log.println(tick.snapshot() + " " + tick.sentence());
                if (i > ticks / 3) {
                    counted.add(tick);
                }
            }
        }
        return outcome(counted);
    }

    private Outcome outcome(List<TickReport> ticks) {
        List<JobSnapshot> measured = ticks.stream()
                .map(TickReport::snapshot)
                .filter(snapshot -> snapshot.metrics().isPresent())
                .toList();
        TickReport last = ticks.get(ticks.size() - 1);
        return new Outcome(
                flink,
                shape,
                measured.size(),
                ticks.size(),
                median(measured, JobMetrics::demandRecordsPerSecond),
                last.state().learned().rate().recordsPerSecondPerSlot(),
                last.recommended(),
                last.decision().reason());
    }

    private static double median(List<JobSnapshot> measured, ToDoubleFunction<JobMetrics> value) {
        double[] values = measured.stream()
                .mapToDouble(snapshot -> value.applyAsDouble(snapshot.metrics().orElseThrow()))
                .sorted()
                .toArray();
        return values.length == 0
                ? Double.NaN
                : Arrays.stream(values).skip(values.length / 2).findFirst().orElseThrow();
    }
}
