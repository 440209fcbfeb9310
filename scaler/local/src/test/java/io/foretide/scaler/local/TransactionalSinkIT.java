package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.LagMeasure;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.process.Installation;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job with windows of event time and a transactional sink is rescaled under load: nothing is lost or counted twice. */
final class TransactionalSinkIT {
    private static final String JOB = "io.foretide.local.flink.WindowedCountsJob";
    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path work;

    private PlannerState state = PlannerState.initial(1, settings());
    private int looks;

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndCountsNothingTwice(FlinkLine version) throws Exception {
        Installation here = Installation.here();
        try (LocalKafka kafka = LocalKafka.start(here, work, Map.of("in", PARTITIONS, "out", PARTITIONS));
                LocalFlink flink = LocalFlink.start(
                        LocalFlinkSettings.of(
                                here,
                                version,
                                work.resolve("flink"),
                                List.of(
                                        "--bootstrap",
                                        kafka.bootstrap(),
                                        "--topic",
                                        "in",
                                        "--group",
                                        "it",
                                        "--counts",
                                        "out")),
                        JOB);
                TimedRecords records = TimedRecords.start(kafka.bootstrap(), "in", PARTITIONS);
                CommittedCounts counts = CommittedCounts.start(kafka.bootstrap(), "out")) {
            FlinkRestSource source = new FlinkRestSource(
                    FlinkRest.at(flink.restAddress()),
                    new FlinkRestSource.Settings(Optional.of(flink.jobId()), new JobId("counts"), 1));
            flink.taskManagers().add(1);
            decideUntilWatermarksAreBack(source, 2);
            await().atMost(PATIENCE).until(() -> counts.counted() > 0);
            counts.longestGap(Duration.ZERO);
            Duration usual = counts.longestGap(Duration.ofSeconds(15));

            flink.taskManagers().add(1);
            decideUntilWatermarksAreBack(source, 4);
            Duration up = counts.longestGap(Duration.ofSeconds(5));
            flink.taskManagers().remove(1);
            decideUntilWatermarksAreBack(source, 2);
            Duration down = counts.longestGap(Duration.ofSeconds(5));

            records.end();
            await().atMost(PATIENCE).until(() -> counts.counted() >= records.sent());
            counts.longestGap(Duration.ofSeconds(5)); // what would be counted twice has come by then
            System.err.printf(
                    "Flink %s: committed output stands still for %.1f s at most as a rule, %.1f s in a scale up,"
                            + " %.1f s in a scale down; %d records, %d looks without a decision%n",
                    version, seconds(usual), seconds(up), seconds(down), records.sent(), looks);
            assertThat(counts.byWindow()).isEqualTo(records.byWindow());
            assertThat(counts.twice()).isEmpty();
        }
    }

    /** Every look until the job runs at the new size and tells its watermarks has to lead to a hold. */
    private void decideUntilWatermarksAreBack(FlinkRestSource source, int parallelism) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            JobSnapshot snapshot = source.collect(Instant.now());
            boolean back = snapshot.status() == JobStatus.RUNNING
                    && snapshot.capacity().parallelism() == parallelism
                    && snapshot.metrics()
                            .filter(metrics -> metrics.freshness().watermark() instanceof Freshness.Age.Known)
                            .isPresent();
            boolean old = snapshot.metrics().isPresent() && snapshot.capacity().parallelism() != parallelism;
            if (!back && !old) {
                CapacityPlanner.Outcome outcome = new CapacityPlanner(List.of())
                        .decide(new PlanInput(
                                state, snapshot, Optional.empty(), Overrides.NONE, settings(), Instant.now()));
                assertThat(outcome.decision()).as(outcome.decision().reason()).isInstanceOf(ScalingDecision.Hold.class);
                state = outcome.state();
                looks++;
            }
            return back;
        });
    }

    private static PlannerSettings settings() {
        PlannerSettings defaults = PlannerSettings.defaults(2, 1, 2);
        return defaults.withObjective(defaults.objective().by(LagMeasure.WATERMARK));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
