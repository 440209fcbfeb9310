package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.ObservedJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs as people have them: what is measured of each, and what is decided after some minutes of it. */
class ObservedJobsTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MINUTES = 6;

    /** What has come of a job. */
    private record Seen(JobSnapshot snapshot, ScalingDecision decision) {
        JobMetrics metrics() {
            return snapshot.metrics().orElseThrow();
        }

        int taskManagers() {
            return decision instanceof ScalingDecision.Rescale rescale
                    ? rescale.toTaskManagers()
                    : ((ScalingDecision.Hold) decision).taskManagers();
        }

        String lastReason() {
            List<Adjustment> adjustments = decision.adjustments();
            return adjustments.isEmpty()
                    ? decision.reasonId()
                    : adjustments.get(adjustments.size() - 1).cause().id();
        }
    }

    private static Arguments row(String name, int taskManagers, Consumer<ObservedJob> job, Consumer<Seen> right) {
        return Arguments.of(name, taskManagers, job, right);
    }

    private static Consumer<Seen> demand(double expected) {
        return seen -> assertThat(seen.metrics().demandRecordsPerSecond()).isCloseTo(expected, withinPercentage(1));
    }

    private static Consumer<Seen> size(int from, int to) {
        return seen ->
                assertThat(seen.taskManagers()).as(seen.decision().reason()).isBetween(from, to);
    }

    private static Consumer<Seen> held(String reason, String... named) {
        return seen -> {
            assertThat(seen.decision()).isInstanceOf(ScalingDecision.Hold.class);
            assertThat(seen.lastReason()).as(seen.decision().reason()).isEqualTo(reason);
            assertThat(seen.decision().reason()).contains(named);
        };
    }

    /** A Kafka source of 1,000 records/s and a vertex behind it. */
    private static ObservedJob.Vertex plain(ObservedJob job) {
        job.vertex("s", "Source: orders").reads("Source__orders", 1_000, t -> 0).busy(0.5);
        return job.vertex("v", "enrich", "s");
    }

    static Stream<Arguments> jobs() {
        return Stream.of(
                row("two vertices", 2, ObservedJobsTest::plain, demand(1_000).andThen(size(2, 2))),
                row(
                        "a bounded side input that has ended",
                        2,
                        job -> {
                            job.vertex("b", "Source: lookup").finished(4);
                            plain(job);
                        },
                        demand(1_000).andThen(size(2, 2))),
                row(
                        "a generator whose further subtasks have ended",
                        2,
                        job -> {
                            job.vertex("s", "Source: gen")
                                    .reads("Source__gen", 1_000, t -> 0, "numRecordsOut")
                                    .finished(3);
                            job.vertex("v", "enrich", "s");
                        },
                        demand(1_000).andThen(size(2, 2))),
                row(
                        "a Kafka source of several clusters",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads(
                                            "Source__orders",
                                            1_000,
                                            t -> 50 * t,
                                            "numRecordsIn",
                                            "DynamicKafkaSource.kafkaCluster.eu.pendingRecords",
                                            "DynamicKafkaSource.kafkaCluster.us.pendingRecords");
                            job.vertex("v", "enrich", "s");
                        },
                        demand(1_050)),
                row(
                        "a source without lag beside one with lag",
                        2,
                        job -> {
                            plain(job);
                            job.vertex("c", "Source: rules")
                                    .parallelism(1, 128)
                                    .reads("Source__rules-cdc", 1, t -> 0, "numRecordsIn")
                                    .busy(0.01);
                        },
                        demand(1_001)
                                .andThen(size(2, 2))
                                .andThen(seen ->
                                        assertThat(seen.decision().reason()).contains("Source__rules-cdc"))),
                row(
                        "a legacy source that counts only what it hands on",
                        2,
                        job -> {
                            job.vertex("s", "Source: queue")
                                    .reads("Source__queue", 1_000, t -> 0, "numRecordsOut")
                                    .busy(0.5);
                            job.vertex("v", "enrich", "s").busy(0.9);
                        },
                        demand(1_000).andThen(size(2, 3))),
                row(
                        "two slot sharing groups",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .parallelism(2, 128)
                                    .reads("Source__orders", 1_000, t -> 0)
                                    .busy(0.5);
                            job.vertex("v", "enrich", "s")
                                    .parallelism(2, 128)
                                    .group("g1")
                                    .busy(0.9);
                        },
                        demand(1_000)
                                .andThen(size(2, 3))
                                .andThen(seen -> assertThat(basis(seen).capacityPerTaskManager())
                                        .isBetween(500.0, 560.0))),
                row(
                        "three slot sharing groups in two slots each",
                        3,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .parallelism(2, 128)
                                    .reads("Source__orders", 1_000, t -> 0)
                                    .busy(0.5);
                            job.vertex("v", "enrich", "s")
                                    .parallelism(2, 128)
                                    .group("g1")
                                    .busy(0.9);
                            job.vertex("w", "sink", "v")
                                    .parallelism(2, 128)
                                    .group("g2")
                                    .busy(0.1);
                        },
                        seen -> assertThat(basis(seen).capacityPerTaskManager()).isBetween(330.0, 375.0)),
                row(
                        "ten TaskManagers with next to nothing to do",
                        10,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .parallelism(20, 128)
                                    .reads("Source__orders", 1_000, t -> 0)
                                    .busy(0.03);
                            job.vertex("v", "enrich", "s").parallelism(20, 128).busy(0.06);
                        },
                        demand(1_000).andThen(size(2, 5))),
                row(
                        "slots that are idle while records wait",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads("Source__orders", 1_000, t -> 400 * t)
                                    .busy(0.08);
                            job.vertex("v", "enrich", "s").busy(0.12);
                        },
                        demand(1_400).andThen(size(3, 4))),
                row(
                        "a waiting record in each partition at night",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads("Source__orders", 0.01, t -> 96)
                                    .partitions(96)
                                    .busy(0);
                            job.vertex("v", "enrich", "s").takes(0.01).busy(0);
                        },
                        seen -> assertThat(seen.metrics().lagSeconds()).isZero()),
                row(
                        "a lag that is no number",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders").reads("Source__orders", 1_000, t -> Double.NaN);
                            job.vertex("v", "enrich", "s");
                        },
                        held("no-metrics", "Source: orders", "Source__orders", "pendingRecords")),
                row(
                        "one hot subtask",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads("Source__orders", 1_000, t -> 500 * t)
                                    .busy(0.1);
                            job.vertex("v", "enrich", "s").busy(1, 0.05, 0.05, 0.05);
                        },
                        held("hot-subtask", "enrich")),
                row(
                        "a sink that can have one subtask only and does not keep up",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads("Source__orders", 1_000, t -> 500 * t)
                                    .busy(0.1)
                                    .backpressured(0.8);
                            job.vertex("v", "sink", "s").parallelism(1, 1).busy(1);
                        },
                        held("capped-vertex", "sink does not keep up", "slots will not help")),
                row(
                        "a hot partition of the source itself",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads("Source__orders", 1_000, t -> 500 * t)
                                    .busy(1, 0.1, 0.1, 0.1);
                            job.vertex("v", "enrich", "s").busy(0.2);
                        },
                        held("hot-subtask", "Source: orders")),
                row(
                        "more slots than the max parallelism can use",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .parallelism(4, 4)
                                    .reads("Source__orders", 1_000, t -> 400 * t)
                                    .busy(0.9);
                            job.vertex("v", "enrich", "s").parallelism(4, 4).busy(1);
                        },
                        held("max-parallelism", "max parallelism of 4 can use 2")),
                row(
                        "a small source of a join that falls behind",
                        1,
                        job -> {
                            job.vertex("s", "Source: clicks")
                                    .parallelism(2, 128)
                                    .reads("Source__clicks", 60, t -> 0)
                                    .busy(0.1);
                            job.vertex("r", "Source: refunds")
                                    .parallelism(2, 128)
                                    .reads("Source__refunds", 2, t -> 0.5 * t)
                                    .busy(1);
                            job.vertex("j", "join", "s", "r")
                                    .parallelism(2, 128)
                                    .takes(62)
                                    .busy(0.2);
                        },
                        demand(62.5)
                                .andThen(size(2, 6))
                                .andThen(seen ->
                                        assertThat(seen.metrics().lagSeconds()).isGreaterThan(60))),
                row(
                        "a sink that stands still",
                        2,
                        job -> {
                            job.vertex("s", "Source: orders")
                                    .reads("Source__orders", 0, t -> 4_416)
                                    .busy(0)
                                    .backpressured(1);
                            job.vertex("v", "parse", "s").takes(0).busy(0).backpressured(1);
                            job.vertex("w", "sink", "v").takes(0).busy(1);
                        },
                        held("blocked-source", "sink", "slots will not help")),
                row(
                        "a vertex that works all the time on what a blocked source has read",
                        2,
                        job -> {
                            job.vertex("s", "Source: refunds")
                                    .reads("Source__refunds", 0, t -> 4_416)
                                    .busy(0)
                                    .backpressured(1);
                            job.vertex("w", "join", "s").takes(2).busy(1);
                        },
                        held("blocked-source", "join", "more slots may help")));
    }

    private static Basis basis(Seen seen) {
        return seen.decision().basis().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void isMeasuredAndSizedRight(String name, int taskManagers, Consumer<ObservedJob> job, Consumer<Seen> right)
            throws IOException {
        ObservedJob observed = new ObservedJob();
        job.accept(observed);
        right.accept(after(MINUTES, taskManagers, observed));
    }

    private static Seen after(int minutes, int taskManagers, ObservedJob job) throws IOException {
        CapacityPlanner planner = new CapacityPlanner();
        PlannerSettings settings = PlannerSettings.defaults(2, 1, 12);
        PlannerState state = PlannerState.initial(taskManagers, settings);
        try (FakeFlink flink = FakeFlink.tuned()) {
            FlinkRestSource source = new FlinkRestSource(
                    flink.rest(), new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1));
            for (int minute = 0; ; minute++) {
                job.show(flink, 600 + 60 * minute);
                Instant now = T0.plus(Duration.ofMinutes(minute));
                JobSnapshot snapshot = source.collect(now);
                CapacityPlanner.Outcome outcome = planner.decide(new PlanInput(
                        state,
                        snapshot,
                        snapshot.metrics().map(metrics -> flat(now, metrics.demandRecordsPerSecond())),
                        Overrides.NONE,
                        settings,
                        now));
                if (minute == minutes || outcome.decision() instanceof ScalingDecision.Rescale) {
                    return new Seen(snapshot, outcome.decision());
                }
                state = outcome.state();
            }
        }
    }

    static Forecast flat(Instant origin, double recordsPerSecond) {
        return new Forecast(
                origin,
                Horizon.DEFAULT,
                List.of(new Forecast.Path(0.9, Collections.nCopies(30, recordsPerSecond), recordsPerSecond)),
                "flat",
                "");
    }
}
