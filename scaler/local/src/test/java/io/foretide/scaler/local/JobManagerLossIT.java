package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.planner.settings.Strategy;
import io.foretide.process.ChildProcess;
import io.foretide.process.Installation;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.LoopUnderTest;
import io.foretide.scaler.control.PretendedJob;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JobManager of a real Flink is killed, while the job runs and in mid-rescale with a checkpoint under way, and another one takes its place: one that begins the
 * job anew or, with high availability, one that takes it up at its last checkpoint.
 */
class JobManagerLossIT {
    /** Of the job's clock, which runs sixty times as fast: three minutes make a level of demand. */
    private static final Duration TICK = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AWAY_TICKS = 5;

    @TempDir
    private Path folder;

    private Optional<Forecast> forecast = Optional.empty();
    private Instant now = Instant.parse("2026-05-01T10:00:00Z");

    private Instant next() {
        now = now.plus(TICK);
        return now;
    }

    @ParameterizedTest(name = "high availability: {0}")
    @ValueSource(booleans = {false, true})
    @Execution(ExecutionMode.CONCURRENT)
    void holdsLearnsNothingAndRepeatsNothing(boolean isHighlyAvailable) throws Exception {
        PlannerSettings settings = PlannerSettings.defaults(2, 1, 3)
                .withStrategy(Strategy.Threshold.DEFAULT)
                .withPriors(new Priors(OptionalDouble.of(100), Duration.ofMinutes(10), Duration.ofMinutes(5)));
        try (LocalKafka kafka =
                        LocalKafka.start(Installation.here(), folder.resolve("kafka"), Map.of("position-reports", 2));
                MortalFlink flink = new MortalFlink(FlinkLine.NEWEST, folder.resolve("flink"), kafka);
                ReportProducer load = new ReportProducer(kafka.bootstrap());
                LoopUnderTest parts = new LoopUnderTest(folder).with(settings).forecasting(() -> forecast)) {
            if (isHighlyAvailable) {
                flink.becomeHighlyAvailable();
            }
            load.rate(100);
            LocalFlinkJob job = new LocalFlinkJob(flink.flink);
            LocalProcessesTarget target = new LocalProcessesTarget(flink.flink.taskManagers(), 1, 3);
            FlinkRestSource source = new FlinkRestSource(
                    FlinkRest.at(flink.flink.restAddress()),
                    new FlinkRestSource.Settings(Optional.of(flink.flink.jobId()), PretendedJob.JOB, 1));
            ControlLoop loop = parts.loop(source, target, List.of());

            reach(loop, tick -> tick.decision().basis().isPresent());
            away(flink, loop);
            flink.startJobManager();
            reach(loop, tick -> tick.decision().basis().isPresent());

            forecast = Optional.of(PretendedJob.forecast(450, now));
            TickReport asked = reach(loop, TickReport::isApplied);
            forecast = Optional.empty();
            assertThat(asked.recommended()).isEqualTo(3);
            long reached = job.checkpoint("completed");
            job.awaitCheckpointUnderWay();
            List<TickReport> away = away(flink, loop);
            assertThat(away).allMatch(tick -> tick.state().taskManagers() == 3);
            flink.startJobManager();
            TickReport after = reach(
                    loop,
                    tick -> tick.snapshot().status() == JobStatus.RUNNING
                            && tick.snapshot().capacity().parallelism() == 6
                            && tick.state().history().pending().isEmpty());
            assertThat(after.state().learned().restartTime().observed())
                    .as("none but what Flink itself measured, in which it was there")
                    .allMatch(time -> time.compareTo(TICK) < 0);
            assertThat(after.state().learned().leadTime().observed())
                    .as("without the time in which Flink was away")
                    .allMatch(time -> time.compareTo(Duration.between(asked.now(), after.now())
                                    .minus(TICK.multipliedBy(AWAY_TICKS - 2L)))
                            <= 0);
            assertThat(after.state().history().recent())
                    .as("nothing was asked for twice")
                    .hasSameSizeAs(asked.state().history().recent());
            assertThat(target.read().taskManagers()).isEqualTo(3);
            if (isHighlyAvailable) {
                assertThat(job.checkpoint("restored"))
                        .as("the job goes on where it was")
                        .isGreaterThanOrEqualTo(reached);
            }
        }
    }

    /** Ticks while there is no JobManager: each holds, for that reason, and leaves what was learned as it was. */
    private List<TickReport> away(MortalFlink flink, ControlLoop loop) throws Exception {
        flink.killJobManager();
        List<TickReport> ticks = new ArrayList<>();
        Learned before = loop.tick(next()).state().learned();
        for (int i = 0; i < AWAY_TICKS; i++) {
            Thread.sleep(PAUSE.toMillis());
            TickReport tick = loop.tick(next());
            assertThat(tick.decision()).isInstanceOf(Hold.class);
            assertThat(tick.decision().reasonId()).isEqualTo("flink-silent");
            assertThat(tick.state().learned()).isEqualTo(before);
            ticks.add(tick);
        }
        return ticks;
    }

    private TickReport reach(ControlLoop loop, Predicate<TickReport> wanted) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            TickReport tick = loop.tick(next());
            if (wanted.test(tick)) {
                return tick;
            }
            assertThat(Instant.now()).as(tick.sentence()).isBefore(end);
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** A Flink whose JobManager can be killed and started again at its place, as a cluster does. */
    private static final class MortalFlink implements AutoCloseable {
        private final LocalFlinkSettings settings;
        private final LocalFlink flink;
        private final List<ChildProcess> successors = new ArrayList<>();
        private Optional<LocalZooKeeper> zooKeeper = Optional.empty();
        private long jobManager;

        MortalFlink(FlinkLine version, Path work, LocalKafka kafka) throws Exception {
            settings = LocalFlinkSettings.of(
                    Installation.here(),
                    version,
                    work,
                    List.of(
                            "--bootstrap",
                            kafka.bootstrap(),
                            "--topic",
                            "position-reports",
                            "--group",
                            "loss",
                            "--service-micros",
                            "10000"));
            flink = LocalFlink.start(settings);
            jobManager = flink.pids().get(0);
        }

        /** From its next JobManager on; before the first TaskManager. */
        void becomeHighlyAvailable() throws Exception {
            killJobManager();
            LocalZooKeeper quorum = LocalZooKeeper.start(
                    settings.installation(),
                    settings.flink(),
                    settings.workDirectory().resolve("zookeeper"));
            zooKeeper = Optional.of(quorum);
            Files.write(
                    settings.workDirectory().resolve("conf/config.yaml"),
                    quorum.highAvailability(settings.workDirectory().resolve("leader")),
                    StandardOpenOption.APPEND);
            startJobManager();
        }

        void killJobManager() throws Exception {
            ProcessHandle process = ProcessHandle.of(jobManager).orElseThrow();
            assertThat(process.destroyForcibly()).isTrue();
            process.onExit().get();
        }

        void startJobManager() throws Exception {
            ChildProcess successor = LocalPrograms.start(
                    "jobmanager-" + successors.size(),
                    new FlinkPrograms(settings)
                            .jobManager(
                                    "io.foretide.local.flink.PositionReportJob",
                                    flink.jobId(),
                                    settings.jobArguments()),
                    settings.workDirectory());
            successors.add(successor);
            jobManager = successor.pid();
        }

        @Override
        public void close() {
            successors.forEach(successor -> successor.stop(Duration.ofSeconds(10)));
            flink.close();
            zooKeeper.ifPresent(LocalZooKeeper::close);
        }
    }
}
