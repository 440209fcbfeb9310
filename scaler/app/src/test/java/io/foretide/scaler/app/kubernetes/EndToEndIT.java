package io.foretide.scaler.app.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.inference.Schedule;
import io.foretide.inference.ServingModels;
import io.foretide.inference.Workers;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.planner.settings.Strategy;
import io.foretide.process.Installation;
import io.foretide.scaler.app.Front;
import io.foretide.scaler.app.JobLine;
import io.foretide.scaler.app.JobParts;
import io.foretide.scaler.app.JobSchedule;
import io.foretide.scaler.app.Shared;
import io.foretide.scaler.app.Wiring;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.CheckpointFirst;
import io.foretide.scaler.kubernetes.DeletionCost;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.kubernetes.ScaledObject;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TaskManagerPods;
import io.foretide.scaler.kubernetes.cluster.TestKubelet;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalKafka;
import io.foretide.scaler.local.ReportProducer;
import io.foretide.scaler.local.TaskManagerPrograms;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything real: an API server with controllers, a kubelet that makes Pods TaskManager processes, Flink in Reactive Mode on
 * Kafka, and Foretide in mode auto. Only the clock runs twenty times as fast.
 */
@ExtendWith(ControlPlaneExtension.class)
final class EndToEndIT {
    private static final Installation HERE = Installation.here();
    private static final JobId JOB = new JobId("positions");
    private static final double SPEED = 20;
    private static final Duration STEP = Duration.ofMinutes(1);

    @TempDir
    Path work;

    private final List<TickReport> ticks = new CopyOnWriteArrayList<>();

    @Test
    void patchesTheDeploymentAsTheLoadComesAndGoes(TestNamespace namespace) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(HERE, work.resolve("kafka"), Map.of("position-reports", 12));
                LocalFlink flink = LocalFlink.start(settings(kafka, "jobmanager"));
                TestKubelet kubelet = new TestKubelet(
                        namespace,
                        new TaskManagerPods(
                                new TaskManagerPrograms(settings(kafka, "taskmanagers"), flink.rpcPort())));
                ReportProducer load = new ReportProducer(kafka.bootstrap())) {
            kubelet.node("node", "8", "16Gi");
            load.rate(100);
            namespace
                    .plane()
                    .admin()
                    .resource(Workloads.taskManagers(namespace, "tm", 1))
                    .create();
            try (Opened opened = new Opened()) {
                Shared shared = Shared.open(new DataFolder(work.resolve("data")), clock(), opened);
                shared.store().appendAll(JOB, quietDay());
                JobLine line = Wiring.line(parts(namespace, flink, shared.clock(), opened), shared, opened);
                Schedule schedule = opened.keep(new Schedule(opened.keep(new Workers())));
                JobSchedule.of(STEP, STEP).start(line, schedule, shared.clock());
                reach(tick -> tick.snapshot().capacity().parallelism() == 2
                        && tick.decision().basis().isPresent());
                load.rate(500);
                reach(tick -> tick.snapshot().status() == JobStatus.RUNNING
                        && tick.snapshot().capacity().parallelism() >= 4);
                int grown = namespace.replicas("tm");
                assertThat(grown).isGreaterThanOrEqualTo(2);
                awaitStages(shared.decisions(), Direction.UP);
                load.rate(50);
                reach(tick -> tick.snapshot().status() == JobStatus.RUNNING
                        && tick.snapshot().capacity().parallelism() < 2 * grown
                        && namespace.replicas("tm") < grown);
                awaitStages(shared.decisions(), Direction.DOWN);
            }
        }
        List<Event> events = namespace
                .plane()
                .admin()
                .v1()
                .events()
                .inNamespace(namespace.name())
                .list()
                .getItems();
        assertThat(events)
                .filteredOn(event -> event.getReason().equals("ForetideRescaled"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private LocalFlinkSettings settings(LocalKafka kafka, String folder) {
        return LocalFlinkSettings.of(
                HERE,
                work.resolve(folder),
                List.of(
                        "--bootstrap", kafka.bootstrap(),
                        "--topic", "position-reports",
                        "--group", "test",
                        "--service-micros", "5000"));
    }

    private static ScaledClock clock() {
        Instant start = Instant.now();
        return new ScaledClock(Clock.systemUTC(), start, start, SPEED);
    }

    private JobParts parts(TestNamespace namespace, LocalFlink flink, Clock clock, Opened opened) {
        FlinkRest rest = FlinkRest.at(flink.restAddress());
        FlinkRestSource.Settings job = new FlinkRestSource.Settings(Optional.of(flink.jobId()), JOB, SPEED);
        FlinkControl control = new FlinkControl(rest, Optional.of(flink.jobId()));
        KubernetesClient client =
                opened.keep(KubernetesAccess.client(namespace.plane().adminConfig()));
        KubernetesTarget target = new KubernetesTarget(
                client,
                new ScaledObject(client, ScaledKind.DEPLOYMENT, namespace.name(), "tm"),
                Mode.AUTO,
                new CheckpointFirst(control).then(new DeletionCost(client, namespace.name(), control)),
                clock);
        // with thresholds, as the receding horizon would weigh a rescale against hours that a test does not have
        PlannerSettings planner = PlannerSettings.defaults(2, 1, 3)
                .withStrategy(Strategy.Threshold.DEFAULT)
                .withPriors(new Priors(OptionalDouble.empty(), Duration.ofMinutes(3), Duration.ofMinutes(1)));
        return new JobParts(
                Front.of(JOB),
                new JobParts.Telemetry(new FlinkRestSource(rest, job), new FlinkProgress(rest, job), List.of()),
                JobParts.Scaling.of(target),
                planner,
                ServingModels.of(new ModelRegistry(work.resolve("models")), ZoneOffset.UTC),
                new JobParts.Listeners(List.of(ticks::add), List.of()));
    }

    /** What makes forecasts sure of themselves: twenty hours of the load that the test begins with. */
    private static List<FeatureRow> quietDay() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Random noise = new Random(1);
        return IntStream.range(1, 20 * 60)
                .mapToObj(minute -> new FeatureRow(
                        now.minus(STEP.multipliedBy(20 * 60L - minute)),
                        Map.of(Features.DEMAND, 5 + noise.nextGaussian() / 5)))
                .toList();
    }

    private void reach(Predicate<TickReport> state) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(ticks).isNotEmpty();
                    TickReport last = ticks.get(ticks.size() - 1);
                    assertThat(state.test(last))
                            .as(last.snapshot() + " " + last.decision().reason())
                            .isTrue();
                });
    }

    /** All stages of the last rescale in a direction are timed in the decision log, none before the one that leads to it. */
    private static void awaitStages(DecisionLog log, Direction direction) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    List<DecisionLog.Entry> rescales = log.rescales(JOB).stream()
                            .filter(entry -> entry.kind() == direction && entry.fate() == Fate.APPLIED)
                            .toList();
                    DecisionOutcome outcome = log.outcome(
                                    JOB, rescales.get(rescales.size() - 1).id())
                            .orElseThrow();
                    assertThat(outcome.stages()).containsOnlyKeys(RescaleStage.values());
                    assertThat(outcome.until(RescaleStage.CHECKPOINT).orElseThrow())
                            .isGreaterThanOrEqualTo(
                                    outcome.until(RescaleStage.RUNNING).orElseThrow());
                });
    }
}
