package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.foretide.process.Installation;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.ReactiveModeCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of {@link FlinkRestSource} against a real Flink in Reactive Mode that reads from a real Kafka. */
class FlinkRestSourceIT {
    private static final String TOPIC = "positions";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** 500 records per second and slot. */
    private static final int SERVICE_MICROS = 2_000;

    /** Records that wait at a job which keeps up. */
    private static final double NEXT_TO_NOTHING = 200;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void figuresAgreeWithWhatWasSentAndAreMissingDuringARescale(FlinkLine version) throws Exception {
        Installation home = Installation.here();
        try (LocalKafka kafka = LocalKafka.start(home, folder.resolve("kafka"), Map.of(TOPIC, 4));
                LocalFlink flink = LocalFlink.start(LocalFlinkSettings.of(
                        home,
                        version,
                        folder.resolve("flink"),
                        List.of(
                                "--bootstrap",
                                kafka.bootstrap(),
                                "--topic",
                                TOPIC,
                                "--group",
                                "it",
                                "--service-micros",
                                String.valueOf(SERVICE_MICROS))));
                Feeder feeder = new Feeder(kafka.bootstrap())) {
            FlinkRest rest = FlinkRest.at(flink.restAddress());
            FlinkRestSource source = new FlinkRestSource(
                    rest, new FlinkRestSource.Settings(Optional.of(flink.jobId()), new JobId("positions"), 1));
            assertThat(new ReactiveModeCheck(rest).problem()).isEmpty();

            JobSnapshot waiting = source.collect(Instant.now());
            assertThat(waiting.status()).isEqualTo(JobStatus.RESTARTING);
            assertThat(waiting.capacity()).isEqualTo(new Capacity(0, 0, 0));

            flink.taskManagers().add(1);
            feeder.recordsPerSecond(400);
            awaitParallelism(source, 2);
            awaitCaughtUp(source);
            report("400 records/s on 2 slots that serve 1,000", averages(source, feeder, 15), metrics -> {
                assertThat(metrics.demand).isCloseTo(metrics.sent, within(metrics.sent * 0.15));
                assertThat(metrics.in).isCloseTo(metrics.sent, within(metrics.sent * 0.15));
                assertThat(metrics.out).isCloseTo(metrics.sent, within(metrics.sent * 0.15));
                assertThat(metrics.busy).isBetween(0.2, 0.8);
                assertThat(metrics.age).isBetween(0.0, 3.0);
            });

            feeder.recordsPerSecond(1_600);
            awaitBusy(source, 0.9);
            report("1,600 records/s on 2 slots that serve 1,000", averages(source, feeder, 15), metrics -> {
                assertThat(metrics.demand).isCloseTo(metrics.sent, within(metrics.sent * 0.2));
                assertThat(metrics.in).isLessThan(metrics.sent * 0.85);
                assertThat(metrics.busy).isGreaterThan(0.85);
                assertThat(metrics.lag).isGreaterThan(metrics.lagBefore + 2_000);
                assertThat(metrics.age).as("half of what waits").isGreaterThan(metrics.lag / metrics.sent / 2);
            });

            feeder.recordsPerSecond(400);
            flink.taskManagers().add(1);
            List<JobSnapshot> rescale = awaitParallelism(source, 4);
            assertThat(rescale)
                    .filteredOn(snapshot -> snapshot.status() == JobStatus.RESTARTING)
                    .as("looks during the rescale")
                    .allMatch(snapshot ->
                            snapshot.metrics().isEmpty() && snapshot.capacity().parallelism() == 0);
            List<JobSnapshot> after = awaitMetrics(source);
            System.err.printf(
                    "rescale 2 -> 4 slots: %d looks without a running job, then %d looks without metrics%n",
                    rescale.stream()
                            .filter(snapshot -> snapshot.status() == JobStatus.RESTARTING)
                            .count(),
                    after.size() - 1);
            report("400 records/s on 4 slots that catch up", averages(source, feeder, 10), metrics -> {
                assertThat(metrics.demand).isCloseTo(metrics.sent, within(metrics.sent * 0.25));
                assertThat(metrics.lag).isLessThan(Math.max(metrics.lagBefore, NEXT_TO_NOTHING));
            });

            flink.taskManagers().remove(2);
            await().atMost(PATIENCE).until(() -> source.collect(Instant.now()).status() == JobStatus.RESTARTING);
        }
    }

    private interface Check {
        void accept(Averages averages);
    }

    private static void report(String title, Averages averages, Check check) {
        System.err.printf(
                "%s: sent %.0f/s, demand %.0f/s, in %.0f/s, out %.0f/s, busy %.2f, backpressured %.2f, lag %.0f -> %.0f;"
                        + " demand per look %.0f to %.0f, age of events %.1f s (%d looks, %d without metrics)%n",
                title,
                averages.sent,
                averages.demand,
                averages.in,
                averages.out,
                averages.busy,
                averages.backpressured,
                averages.lagBefore,
                averages.lag,
                averages.lowestDemand,
                averages.highestDemand,
                averages.age,
                averages.looks,
                averages.missing);
        check.accept(averages);
    }

    private record Averages(
            double sent,
            double demand,
            double in,
            double out,
            double busy,
            double backpressured,
            double lagBefore,
            double lag,
            double lowestDemand,
            double highestDemand,
            double age,
            int looks,
            int missing) {}

    /** Looks once a second and takes the means. */
    private static Averages averages(FlinkRestSource source, Feeder feeder, int looks) throws Exception {
        List<JobMetrics> all = new ArrayList<>();
        long sentBefore = feeder.sent.get();
        long start = System.nanoTime();
        int missing = 0;
        for (int i = 1; i <= looks; i++) {
            long next = start + i * 1_000_000_000L;
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            Optional<JobMetrics> metrics = source.collect(Instant.now()).metrics();
            metrics.ifPresent(all::add);
            missing += metrics.isEmpty() ? 1 : 0;
        }
        double sent = (feeder.sent.get() - sentBefore) / ((System.nanoTime() - start) / 1e9);
        return new Averages(
                sent,
                mean(all, JobMetrics::demandRecordsPerSecond),
                mean(all, JobMetrics::recordsInPerSecond),
                mean(all, JobMetrics::recordsOutPerSecond),
                all.get(all.size() - 1).busyRatio(),
                all.get(all.size() - 1).backpressuredRatio(),
                all.get(0).lagRecords(),
                all.get(all.size() - 1).lagRecords(),
                all.stream()
                        .mapToDouble(JobMetrics::demandRecordsPerSecond)
                        .min()
                        .orElseThrow(),
                all.stream()
                        .mapToDouble(JobMetrics::demandRecordsPerSecond)
                        .max()
                        .orElseThrow(),
                age(all.get(all.size() - 1)),
                looks,
                missing);
    }

    /** Event times are those of Kafka: when a record was sent. */
    private static double age(JobMetrics metrics) {
        return metrics.freshness().eventTime() instanceof Freshness.Age.Known age ? age.seconds() : Double.NaN;
    }

    private static double mean(List<JobMetrics> all, java.util.function.ToDoubleFunction<JobMetrics> value) {
        return all.stream().mapToDouble(value).average().orElseThrow();
    }

    private static List<JobSnapshot> awaitParallelism(FlinkRestSource source, int parallelism) {
        return collectUntil(source, snapshot -> snapshot.capacity().parallelism() == parallelism);
    }

    private static List<JobSnapshot> awaitMetrics(FlinkRestSource source) {
        return collectUntil(source, snapshot -> snapshot.metrics().isPresent());
    }

    /** Until ten looks in a row found next to nothing waiting. */
    private static void awaitCaughtUp(FlinkRestSource source) {
        int[] calm = new int[1];
        collectUntil(source, snapshot -> {
            boolean small = snapshot.metrics()
                    .filter(metrics -> metrics.lagRecords() < NEXT_TO_NOTHING)
                    .isPresent();
            calm[0] = small ? calm[0] + 1 : 0;
            return calm[0] >= 10;
        });
    }

    private static void awaitBusy(FlinkRestSource source, double ratio) {
        collectUntil(
                source,
                snapshot -> snapshot.metrics()
                        .filter(metrics -> metrics.busyRatio() > ratio)
                        .isPresent());
    }

    private static List<JobSnapshot> collectUntil(
            FlinkRestSource source, java.util.function.Predicate<JobSnapshot> condition) {
        List<JobSnapshot> seen = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            JobSnapshot snapshot = source.collect(Instant.now());
            seen.add(snapshot);
            return condition.test(snapshot);
        });
        return seen;
    }

    /** Sends position reports at a steady rate, evenly over flights and partitions. */
    private static final class Feeder implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer;
        private final AtomicInteger rate = new AtomicInteger();
        private final AtomicLong sent = new AtomicLong();
        private final Thread thread = new Thread(this::run, "feeder");
        private volatile boolean closed;

        Feeder(String bootstrap) throws IOException {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            thread.start();
        }

        void recordsPerSecond(int records) {
            rate.set(records);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // what was not stored shows as a demand that is too low
        private void run() {
            double due = 0;
            long last = System.nanoTime();
            while (!closed) {
                long now = System.nanoTime();
                due += rate.get() * (now - last) / 1e9;
                last = now;
                for (; due >= 1; due--) {
                    long number = sent.getAndIncrement();
                    String report = "flight" + number % 997 + ",region," + number + "," + number;
                    producer.send(new ProducerRecord<>(
                            TOPIC, (int) (number % 4), null, report.getBytes(StandardCharsets.UTF_8)));
                }
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
            }
        }

        @Override
        public void close() {
            closed = true;
            producer.close(Duration.ofSeconds(1));
        }
    }
}
