package io.foretide.scaler.app.compatibility;

import io.foretide.inference.ServingModels;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.process.Installation;
import io.foretide.scaler.app.Front;
import io.foretide.scaler.app.JobLine;
import io.foretide.scaler.app.JobParts;
import io.foretide.scaler.app.Shared;
import io.foretide.scaler.app.Wiring;
import io.foretide.scaler.app.demo.RecordedRun;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.store.DataFolder;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.kafka.KafkaOffsets;
import io.foretide.telemetry.kafka.KafkaTopics;
import io.foretide.telemetry.kafka.TopicOffsets;
import io.foretide.training.registry.ModelRegistry;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One shape on one version of Flink, scaled by the line as the service wires it with real TaskManager processes. The job's clock
 * runs six times as fast, so that a tick of a minute comes every ten seconds.
 */
final class Trial {
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final double SPEED = 6;
    private static final int SLOTS = 2;
    private static final int MAX_TASK_MANAGERS = 4;
    private static final JobId JOB = new JobId("trial");
    static final String MAIN = "io.foretide.local.flink.TrialJob";

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
                "--shape", shape.job(),
                "--bootstrap", bootstrap,
                "--topic", shape.name(),
                "--service-micros", String.valueOf(shape.serviceMicros()));
        try (LocalFlink cluster = LocalFlink.start(
                LocalFlinkSettings.of(Installation.here(), flink, folder.resolve("flink"), arguments)
                        .withMode(shape.place().mode()),
                MAIN)) {
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
        FlinkRest rest = FlinkRest.at(cluster.restAddress());
        FlinkRestSource.Settings job = new FlinkRestSource.Settings(Optional.of(cluster.jobId()), JOB, SPEED);
        Instant start = Instant.now();
        ScaledClock clock = new ScaledClock(Clock.systemUTC(), start, start, SPEED);
        RecordedRun recorded = new RecordedRun(SLOTS);
        try (PrintStream log = new PrintStream(Files.newOutputStream(folder.resolve("service.log")));
                Opened opened = new Opened()) {
            PlannerSettings planner = PlannerSettings.defaults(SLOTS, 1, MAX_TASK_MANAGERS);
            ScalingTarget target = shape.place().target(cluster, planner, shape.taskManagers(), opened);
            JobParts parts = new JobParts(
                    Front.of(JOB),
                    new JobParts.Telemetry(
                            new FlinkRestSource(rest, job, kafka()), new FlinkProgress(rest, job), List.of()),
                    JobParts.Scaling.of(target),
                    planner,
                    ServingModels.of(new ModelRegistry(folder.resolve("models")), ZoneOffset.UTC),
                    new JobParts.Listeners(
                            List.of(recorded, tick -> log.println(tick.snapshot() + " " + tick.sentence())),
                            List.of()));
            Shared shared = Shared.open(new DataFolder(folder.resolve("data")), clock, opened);
            JobLine line = Wiring.line(parts, shared, opened);
            for (int i = 1; i <= ticks; i++) {
                Thread.sleep(Math.max(
                        0,
                        Duration.between(Instant.now(), start.plus(TICK.multipliedBy(i)))
                                .toMillis()));
                shape.place().beforeTick(i, folder.resolve("flink"));
                line.tickOnce();
            }
        }
        return outcome(recorded.ticks().subList(ticks / 3, ticks), recorded.parallelisms());
    }

    private Optional<TopicOffsets.Reader> kafka() {
        return shape.name().equals(Shape.SILENT)
                ? Optional.of(new KafkaOffsets(
                        new KafkaTopics(bootstrap, Shape.SILENT, List.of(shape.name()), Optional.empty())))
                : Optional.empty();
    }

    private Outcome outcome(List<TickReport> ticks, List<Integer> parallelisms) {
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
                SPEED * median(measured, JobMetrics::demandRecordsPerSecond),
                last.state().learned().rate().recordsPerSecondPerSlot().stream()
                        .map(rate -> SPEED * rate)
                        .findFirst(),
                parallelisms,
                last.state().taskManagers(),
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
