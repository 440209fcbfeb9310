package io.foretide.telemetry.flink;

import static io.foretide.telemetry.flink.FakeFlink.COUNT;
import static io.foretide.telemetry.flink.FakeFlink.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkRestSourceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeFlink flink = new FakeFlink();
    private FlinkRestSource source = source(Optional.empty(), 1);

    /** A first look: every subtask is 100 s old. */
    @BeforeEach
    void firstLook() {
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, 10_000, 90_000, 0);
            flink.source(subtask, 5_000, 700);
            flink.times(COUNT, subtask, 40_000, 60_000, 0);
            flink.put(COUNT, subtask + ".numRecordsIn", 4_000);
        }
    }

    /** A second look, 20 s later by the clocks of the subtasks. */
    private void secondLook() {
        flink.times(SOURCE, 0, 12_000, 106_000, 2_000);
        flink.times(SOURCE, 1, 12_000, 100_000, 8_000);
        flink.source(0, 6_000, 900);
        flink.source(1, 5_400, 500);
        flink.times(COUNT, 0, 44_000, 76_000, 0);
        flink.times(COUNT, 1, 56_000, 64_000, 0);
        flink.put(COUNT, "0.numRecordsIn", 4_200);
        flink.put(COUNT, "1.numRecordsIn", 5_000);
    }

    @AfterEach
    void close() {
        flink.close();
    }

    @Test
    void ratesAreDifferencesOfCountersByTheSubtasksClocks() throws IOException {
        assertThat(collect().metrics()).as("nothing to compare with").isEmpty();
        secondLook();
        JobSnapshot snapshot = collect();
        assertThat(snapshot.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(snapshot.capacity()).isEqualTo(new Capacity(2, 4, 2));
        JobMetrics metrics = snapshot.metrics().orElseThrow();
        assertThat(metrics.recordsInPerSecond()).isCloseTo(1_400 / 20.0, within(1e-9));
        assertThat(metrics.recordsOutPerSecond()).isCloseTo(1_200 / 20.0, within(1e-9));
        assertThat(metrics.lagRecords()).isEqualTo(1_400);
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(1_400 / 20.0, within(1e-9));
        assertThat(metrics.busyRatio()).as("the hottest subtask").isCloseTo(0.8, within(1e-9));
        assertThat(metrics.backpressuredRatio()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void demandIsWhatArrivesNotWhatIsProcessed() throws IOException {
        collect();
        secondLook();
        flink.source(0, 6_000, 2_900);
        assertThat(metrics().demandRecordsPerSecond()).isCloseTo((1_400 + 2_000) / 20.0, within(1e-9));
    }

    @Test
    void demandCoversFiveSecondsWhileRecordsWait() throws IOException {
        // 100 records/s arrive at each subtask and it reads 200 of a backlog, but only every fifth look knows what
        // waits.
        for (int look = 0; look <= 30; look++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                int told = look / 5 * 5;
                flink.times(SOURCE, subtask, 10_000, 90_000 + 1_000 * look, 0);
                flink.source(subtask, 5_000 + 200 * look, 9_000 + 100 * told - 200 * look);
                flink.times(COUNT, subtask, 40_000, 60_000 + 1_000 * look, 0);
            }
            Optional<JobMetrics> metrics = collect().metrics();
            if (look < 5) {
                assertThat(metrics).as("look %s", look).isEmpty();
            } else {
                assertThat(metrics.orElseThrow().recordsInPerSecond()).isCloseTo(400, within(1e-9));
                assertThat(metrics.orElseThrow().demandRecordsPerSecond())
                        .as("look %s", look)
                        .isCloseTo(200, within(1e-9));
            }
        }
    }

    @Test
    void whatLiesBetweenABackpressuredSourceAndItsOperatorWaitsToo() throws IOException {
        handedOn(5_000, 5_000);
        collect();
        secondLook();
        handedOn(6_000, 5_400);
        // 11,400 were handed on and 9,200 taken in; the source was backpressured for a quarter of the time
        JobMetrics metrics = metrics();
        assertThat(metrics.lagRecords()).isEqualTo(1_400 + 2_200);
        assertThat(metrics.lagSeconds()).isCloseTo(3_600 / 70.0, within(1e-9));
        assertThat(metrics.demandRecordsPerSecond()).as("it has arrived before").isCloseTo(70, within(1e-9));
    }

    @Test
    void whatASourceThatIsNotBackpressuredHandsOnIsTakenIn() throws IOException {
        handedOn(5_000, 5_000);
        collect();
        secondLook();
        handedOn(6_000, 5_400);
        flink.times(SOURCE, 0, 12_000, 108_000, 0);
        flink.times(SOURCE, 1, 12_000, 107_000, 1_000);
        assertThat(metrics().lagRecords()).isEqualTo(1_400);
    }

    @Test
    void recordsThatAChainHandsOnCountAsTheSourceReadsThem() throws IOException {
        handedOn(5_000, 5_000);
        collect();
        secondLook();
        handedOn(12_000, 10_800);
        assertThat(metrics().lagRecords()).isEqualTo(1_400 + (22_800 - 9_200) / 2.0);
    }

    private void handedOn(double first, double second) {
        flink.put(SOURCE, "0.numRecordsOut", first);
        flink.put(SOURCE, "1.numRecordsOut", second);
        flink.put(COUNT, "0.numRecordsOut", 0);
        flink.put(COUNT, "1.numRecordsOut", 0);
    }

    @Test
    void demandIsNeverNegative() throws IOException {
        collect();
        secondLook();
        flink.source(0, 5_010, 0);
        flink.source(1, 5_010, 0);
        assertThat(metrics().demandRecordsPerSecond()).isZero();
    }

    @Test
    void ratesArePerSecondOfTheJobsClock() throws IOException {
        source = source(Optional.empty(), 60);
        collect();
        secondLook();
        JobMetrics metrics = metrics();
        assertThat(metrics.recordsInPerSecond()).isCloseTo(1_400 / 20.0 / 60, within(1e-9));
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(1_400 / 20.0 / 60, within(1e-9));
        assertThat(metrics.busyRatio()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void metricsThatFlinkDidNotRenewAreMissingNotZero() throws IOException {
        collect();
        assertThat(collect().metrics()).isEmpty();
        secondLook();
        flink.times(COUNT, 1, 40_000, 60_000, 0);
        flink.put(COUNT, "1.numRecordsIn", 4_000);
        assertThat(collect().metrics()).as("one TaskManager answered late").isEmpty();
        secondLook();
        assertThat(metrics().recordsInPerSecond()).isCloseTo(70, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.accumulateBusyTimeMs",
                "0.accumulateIdleTimeMs",
                "1.Source__orders.numRecordsIn",
                "1.Source__orders.pendingRecords"
            })
    void aMissingCounterMakesTheLookIncomplete(String metric) throws IOException {
        collect();
        secondLook();
        flink.remove(SOURCE, metric);
        assertThat(collect().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(collect().metrics()).isEmpty();
        secondLook();
        assertThat(collect().metrics()).isPresent();
    }

    @Test
    void whatArrivesWhileASourceIsBlockedIsKnownAfterwards() throws IOException {
        // 200 records/s arrive all the time; nothing is read or heard of them for three minutes
        look(100, 20_000, 0, 0);
        look(160, 32_000, 0, 0);
        for (int minute = 1; minute <= 3; minute++) {
            JobSnapshot snapshot = look(160 + 60 * minute, 32_000, 0, minute * 60_000);
            assertThat(snapshot.metrics()).as("minute %s", minute).isEmpty();
            assertThat(snapshot.gap()).contains(new MetricsGap.Blocked("Source: orders", "count", false, 0));
        }
        JobMetrics first = look(400, 40_000, 40_000, 180_000).metrics().orElseThrow();
        assertThat(first.demandRecordsPerSecond()).as("over the whole stall").isCloseTo(200, within(1e-6));
        assertThat(first.bottleneckRecordsPerSecond()).as("teaches no rate").isZero();
        JobMetrics second = look(460, 62_000, 30_000, 180_000).metrics().orElseThrow();
        assertThat(second.demandRecordsPerSecond()).isCloseTo(200, within(1e-6));
        assertThat(second.bottleneckRecordsPerSecond()).isPositive();
    }

    /** A look after so many seconds at a source that has read and has left so much, and was blocked so long. */
    private JobSnapshot look(int seconds, double read, double waiting, double blockedMillis) throws IOException {
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, 0, seconds * 1_000 - blockedMillis, blockedMillis);
            flink.source(subtask, read / 2, waiting / 2);
            flink.times(COUNT, subtask, seconds * 1_000, 0, 0);
            flink.put(COUNT, subtask + ".numRecordsIn", read / 2);
        }
        return collect();
    }

    @Test
    void aRestartBeginsAnew() throws IOException {
        collect();
        secondLook();
        assertThat(collect().metrics()).isPresent();
        flink.runningSince += 500_000;
        firstLook();
        assertThat(collect().metrics()).as("clocks are older than the attempt").isEmpty();
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, 5_000, 5_000, 0);
            flink.times(COUNT, subtask, 5_000, 5_000, 0);
        }
        assertThat(collect().metrics()).as("first look of the attempt").isEmpty();
        secondLookFrom(10_000);
        assertThat(metrics().recordsInPerSecond()).isCloseTo(140, within(1e-9));
    }

    private void secondLookFrom(int clock) {
        secondLook();
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, clock, 10_000, 0);
            flink.times(COUNT, subtask, clock, 10_000, 0);
        }
    }

    @Test
    void countersThatRunBackwardsBeginAnew() throws IOException {
        collect();
        secondLook();
        flink.put(COUNT, "0.numRecordsIn", 10);
        assertThat(collect().metrics()).isEmpty();
        flink.times(SOURCE, 0, 22_000, 116_000, 2_000);
        flink.times(SOURCE, 1, 22_000, 110_000, 8_000);
        flink.times(COUNT, 0, 54_000, 86_000, 0);
        flink.times(COUNT, 1, 66_000, 74_000, 0);
        assertThat(collect().metrics()).isPresent();
    }

    @Test
    void aSubtaskWithoutSplitsHasNoLag() throws IOException {
        flink.source(1, 0, 0);
        flink.remove(SOURCE, "1.Source__orders.pendingRecords");
        collect();
        secondLook();
        flink.source(1, 0, 0);
        flink.remove(SOURCE, "1.Source__orders.pendingRecords");
        assertThat(metrics().lagRecords()).isEqualTo(900);
    }

    @Test
    void lagLeftFromTheSubtaskBeforeTheRescaleDoesNotCount() throws IOException {
        flink.source(1, 0, 123_456);
        collect();
        secondLook();
        flink.source(1, 0, 123_456);
        assertThat(metrics().lagRecords()).isEqualTo(900);
    }

    @Test
    void aSubtaskThatHasNotYetReadHasUnknownLag() throws IOException {
        flink.source(1, 0, 123_456);
        flink.times(SOURCE, 1, 1_000, 1_000, 0);
        assertThat(collect().metrics()).isEmpty();
        secondLook();
        flink.times(SOURCE, 1, 2_000, 2_000, 0);
        flink.source(1, 0, 123_456);
        assertThat(collect().metrics()).isEmpty();
        flink.put(SOURCE, "1.Source__orders.KafkaSourceReader.KafkaConsumer.assigned-partitions", 0);
        assertThat(collect().metrics()).as("first complete look").isEmpty();
        flink.times(SOURCE, 0, 112_000, 106_000, 2_000);
        flink.times(SOURCE, 1, 102_000, 2_000, 0);
        flink.times(COUNT, 0, 144_000, 76_000, 0);
        flink.times(COUNT, 1, 156_000, 64_000, 0);
        assertThat(metrics().lagRecords()).isEqualTo(900);
    }

    @Test
    void lagIsUnknownUntilEveryPartitionWasRead() throws IOException {
        String reader = "0.Source__orders.KafkaSourceReader.";
        flink.put(SOURCE, reader + "KafkaConsumer.assigned-partitions", 2);
        flink.put(SOURCE, reader + "topic.in.partition.0.currentOffset", 17);
        young(1_000, 100);
        collect();
        young(2_000, 200);
        assertThat(collect().metrics()).as("a partition has no name yet").isEmpty();
        flink.put(SOURCE, reader + "topic.in.partition.1.currentOffset", -1);
        young(3_000, 300);
        assertThat(collect().metrics()).as("a partition was not read").isEmpty();
        flink.put(SOURCE, reader + "topic.in.partition.1.currentOffset", 0);
        assertThat(collect().metrics()).as("first complete look").isEmpty();
        young(4_000, 400);
        assertThat(metrics().demandRecordsPerSecond()).isCloseTo(200, within(1e-9));
    }

    private void young(int clock, int recordsIn) {
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, clock, 0, 0);
            flink.source(subtask, recordsIn, 50);
            flink.times(COUNT, subtask, clock, 0, 0);
        }
    }

    @Test
    void aPartitionThatStaysUnreadIsEmpty() throws IOException {
        flink.put(SOURCE, "0.Source__orders.KafkaSourceReader.topic.in.partition.0.currentOffset", -1);
        collect();
        secondLook();
        assertThat(collect().metrics()).isPresent();
    }

    @Test
    void aWaitThatFlinkHasNotYetCountedIsNotBusy() throws IOException {
        collect();
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, 10_100, 90_900, 0);
            flink.source(subtask, 5_800, 700);
            flink.times(COUNT, subtask, 40_300, 60_700, 0);
            flink.put(COUNT, subtask + ".numRecordsIn", 4_010);
        }
        flink.times(COUNT, 1, 41_000, 60_000, 0);
        flink.put(COUNT, "1.numRecordsIn", 4_000);
        assertThat(metrics().busyRatio()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void ratiosCoverTenSecondsWhereRatesCoverOneLook() throws IOException {
        flink.source(0, 5_000, 0);
        flink.source(1, 5_000, 0);
        collect();
        for (int look = 1; look <= 30; look++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                double busyUntilFifteen = 1_000 * Math.min(look, 15);
                double clock = 1_000 * look;
                flink.times(SOURCE, subtask, 10_000, 90_000 + clock, 0);
                flink.source(subtask, 5_000 + look * look, 0);
                flink.times(COUNT, subtask, 40_000 + busyUntilFifteen, 60_000 + clock - busyUntilFifteen, 0);
                flink.put(COUNT, subtask + ".numRecordsIn", 4_000 + look);
            }
            JobMetrics metrics = metrics();
            assertThat(metrics.recordsInPerSecond()).isCloseTo(2 * (2 * look - 1), within(1e-6));
            double expected = look <= 15 ? 1 : Math.max(0, (25 - look) / 10.0);
            assertThat(metrics.busyRatio()).as("look %s", look).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void aJobOfOneVertexTakesInWhatItsSourceReads() throws IOException {
        flink.chained = true;
        collect();
        secondLook();
        assertThat(metrics().recordsOutPerSecond()).isCloseTo(70, within(1e-9));
    }

    @Test
    void manySubtasksAreAskedForInSeveralRequests() throws IOException {
        flink.parallelism = 100;
        flink.runningCounts = 100;
        for (int subtask = 0; subtask < 100; subtask++) {
            flink.times(SOURCE, subtask, 1_000, 1_000, 0);
            flink.source(subtask, 1_000, 1);
            flink.times(COUNT, subtask, 1_000, 1_000, 0);
            flink.put(COUNT, subtask + ".numRecordsIn", 1_000);
        }
        collect();
        for (int subtask = 0; subtask < 100; subtask++) {
            flink.times(SOURCE, subtask, 6_000, 6_000, 0);
            flink.source(subtask, 2_000, 1);
            flink.times(COUNT, subtask, 6_000, 6_000, 0);
        }
        JobMetrics metrics = metrics();
        assertThat(metrics.recordsInPerSecond()).isCloseTo(10_000, within(1e-6));
        assertThat(metrics.lagRecords()).isEqualTo(100);
    }

    @Test
    void aVertexThatStillStartsMeansRestarting() throws IOException {
        collect();
        secondLook();
        flink.runningCounts = 1;
        JobSnapshot snapshot = collect();
        assertThat(snapshot.status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(snapshot.capacity()).isEqualTo(new Capacity(2, 4, 0));
        assertThat(snapshot.metrics()).isEmpty();
    }

    @Test
    void aJobThatWaitsForSlotsHasNoParallelism() throws IOException {
        flink.state = "CREATED";
        flink.parallelism = 128;
        flink.runningCounts = 0;
        JobSnapshot snapshot = collect();
        assertThat(snapshot.status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(snapshot.capacity().parallelism()).isZero();
    }

    @Test
    void aJobThatIsNotThereForAMomentRestarts() throws IOException {
        flink.failures.put("/jobs/11", 404);
        assertThat(collect().status()).isEqualTo(JobStatus.RESTARTING);
    }

    @ParameterizedTest
    @CsvSource({
        "500, /jobs/11",
        "503, /jobs/11",
        "400, /jobs/11",
        "500, /jobs/11/vertices/a0/subtasks/metrics",
        "503, /jobs/11/vertices/b0/metrics",
        "502, /jobs/11/checkpoints"
    })
    void aFlinkThatFailsHasNotSaidThatThereIsNothing(int status, String path) {
        flink.failures.put(path, status);
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path)
                .hasMessageContaining("answers with HTTP status " + status + ": 200 or 404 is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs/11/rescales/overview", "/taskmanagers/metrics"})
    void whatIsMerelyGoodToKnowMayFail(String path) throws IOException {
        collect();
        secondLook();
        flink.failures.put(path, 500);
        assertThat(collect().metrics()).isPresent();
    }

    @Test
    void metricsThatAreNotThereAreMissing() throws IOException {
        collect();
        secondLook();
        flink.failures.put("/jobs/11/vertices/b0/metrics", 404);
        JobSnapshot snapshot = collect();
        assertThat(snapshot.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(snapshot.metrics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FINISHED", "CANCELED", "FAILED"})
    void anEndedJobIsStopped(String state) throws IOException {
        flink.jobs.set(0, new String[] {"11", "orders", state});
        assertThat(collect().status()).isEqualTo(JobStatus.STOPPED);
    }

    @Test
    void anUnknownJobIsStopped() throws IOException {
        source = source(Optional.of("payments"), 1);
        assertThat(collect().status()).isEqualTo(JobStatus.STOPPED);
    }

    @Test
    void aLiveJobIsFoundAmongEndedOnesByNameOrId() throws IOException {
        flink.jobs.add(0, new String[] {"10", "orders", "FAILED"});
        flink.jobs.add(new String[] {"12", "payments", "RUNNING"});
        for (String wanted : new String[] {"orders", "11"}) {
            source = source(Optional.of(wanted), 1);
            assertThat(collect().status()).isEqualTo(JobStatus.RUNNING);
        }
    }

    @Test
    void severalJobsNeedAChoice() {
        flink.jobs.add(new String[] {"12", "payments", "RUNNING"});
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("runs 2 jobs: orders (11), payments (12); exactly one must be meant by flink.job")
                .hasMessageContaining("Maybe set flink.job to the name or id of one of them");
    }

    @Test
    void anAddressThatCannotBeReachedIsNamed() {
        flink.close();
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Flink at " + flink.address() + " cannot be reached");
    }

    @Test
    void anAnswerThatIsNoJsonIsNamed() {
        URI address = URI.create(flink.address() + "/nonsense/");
        source = new FlinkRestSource(
                FlinkRest.at(address), new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1));
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nonsense/overview does not answer with JSON");
    }

    @Test
    void anErrorOfFlinkIsNamed() {
        flink.failures.put("/jobs/overview", 503);
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(flink.address() + "/jobs/overview answers with HTTP status 503");
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> FlinkRest.at(URI.create("localhost:8081"))).hasMessageContaining("localhost:8081");
        assertThatThrownBy(() -> source(Optional.empty(), 0)).hasMessageContaining("jobSecondsPerSecond 0.0");
    }

    private JobMetrics metrics() throws IOException {
        return collect().metrics().orElseThrow();
    }

    private JobSnapshot collect() throws IOException {
        return source.collect(NOW);
    }

    private FlinkRestSource source(Optional<String> flinkJob, double jobSecondsPerSecond) {
        return new FlinkRestSource(
                flink.rest(),
                new FlinkRestSource.Settings(flinkJob, new JobId("orders"), jobSecondsPerSecond),
                new RestMetrics(flink.rest()),
                Optional.empty(),
                Duration.ZERO);
    }
}
