package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.RecordedFlink;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkChecksTest {
    @TempDir
    Path folder;

    private final FakeFlink flink = FakeFlink.tuned();

    @AfterEach
    void stop() {
        flink.close();
    }

    private List<Check> checks(String... blocks) {
        String[] all = blocks.length == 0 ? new String[] {Configurations.DRY_RUN, slots(2)} : blocks;
        return new FlinkChecks(Configurations.of(folder, flink.address(), all)).all();
    }

    private static String slots(int slots) {
        return "planner: {slotsPerTaskManager: " + slots + "}";
    }

    private Finding finding(String name, String... blocks) {
        return checks(blocks).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    private static Optional<Fix> inFlink(String line) {
        return Optional.of(new Fix("Flink's configuration", line));
    }

    @ParameterizedTest
    @CsvSource({
        "500, /jobs/overview, answers",
        "503, /jobs/11, answers",
        "403, /jobs/11/checkpoints, answers",
        "429, /jobmanager/config, answers",
        "500, /jobs/11/vertices/a0/metrics, look",
    })
    void whoAnswersWronglyIsNotSilent(int status, String path, String check) {
        flink.failures.put(path, status);
        assertThat(checks())
                .filteredOn(one -> one.name().equals(check)
                        && one.finding().found().contains(path + " answers with HTTP status " + status))
                .singleElement()
                .satisfies(one -> assertThat(one.finding().level()).isEqualTo(Level.PROBLEM));
    }

    @Test
    void whatIsNoStateOfTheJobIsNotSaidToBeOne() {
        flink.answers.put("/jobs/overview", "{}");
        assertThat(checks())
                .extracting(check -> check.finding().found())
                .anySatisfy(
                        found -> assertThat(found).contains("/jobs/overview has nothing at jobs: must be a JSON array"))
                .noneSatisfy(found -> assertThat(found).contains("no job"));
    }

    @Test
    void howLongALookTakesIsSaid() {
        assertThat(finding("look")).isEqualTo(Finding.ok("a look takes up to 1 s, of a tick of 1m"));
        flink.delayMillis = 400;
        assertThat(finding("look").found()).matches("a look takes up to [2-9] s, of a tick of 1m");
    }

    @Test
    void findsNothingWrongWithAFlinkAsItShouldBe() {
        assertThat(checks())
                .allSatisfy(check -> assertThat(check.finding().level()).isEqualTo(Level.OK));
        assertThat(checks())
                .extracting(Check::name)
                .contains("mode", "job", "clock", "lag", "slots per TaskManager", "checkpoints", "restart strategy");
    }

    @Test
    void saysThatFlinkDoesNotAnswer() {
        List<Check> checks = new FlinkChecks(
                        Configurations.of(folder, URI.create("http://127.0.0.1:1"), Configurations.DRY_RUN))
                .all();
        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.finding().level()).isEqualTo(Level.NO_ANSWER);
            assertThat(check.finding().found()).contains("http://127.0.0.1:1");
        });
    }

    @Test
    void givesTheLineForReactiveMode() {
        flink.configuration.remove("scheduler-mode");
        Finding finding = finding("mode");
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.fix()).isEqualTo(inFlink("scheduler-mode: reactive"));
    }

    @Test
    void wantsNoReactiveModeForTheRescaleApi() {
        assertThat(finding("mode", "target: {type: rescale-api}").level()).isEqualTo(Level.PROBLEM);
        flink.configuration.remove("scheduler-mode");
        assertThat(finding("mode", "target: {type: rescale-api}").level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout | 2 s",
                "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling | 0 s",
                "heartbeat.interval | 1 s",
                "web.adaptive-scheduler.rescale-history.size | 100"
            })
    void givesTheLineForAKeyWhoseDefaultIsTooSlow(String key, String advised) {
        flink.configuration.remove(key);
        assertThat(checks())
                .filteredOn(check -> check.finding().level() == Level.WARNING)
                .singleElement()
                .satisfies(check -> assertThat(check.finding().fix()).isEqualTo(inFlink(key + ": " + advised)));
    }

    @Test
    void knowsTheKeysOfFlink1() {
        flink.answers.put("/overview", "{\"taskmanagers\":2,\"slots-total\":4,\"flink-version\":\"1.20.5\"}");
        assertThat(finding("scaling-interval.min").fix())
                .isEqualTo(inFlink("jobmanager.adaptive-scheduler.scaling-interval.min: 0 s"));
        assertThat(checks()).extracting(Check::name).doesNotContain("rescale-history.size");
    }

    @Test
    void knowsThatFlink118HasNoCooldown() {
        flink.answers.put("/overview", "{\"taskmanagers\":2,\"slots-total\":4,\"flink-version\":\"1.18.1\"}");
        assertThat(checks())
                .extracting(Check::name)
                .doesNotContain("scaling-interval.min", "executing.cooldown-after-rescaling");
    }

    @ParameterizedTest
    @CsvSource({
        "1.18.1, 1000, fixed-delay without end",
        "1.19.3, 1000, fixed-delay without end",
        "1.20.5, 1 s, exponential-delay"
    })
    void advisesWhatTheVersionUnderstands(String version, String heartbeat, String strategy) {
        flink.answers.put("/overview", "{\"taskmanagers\":2,\"slots-total\":4,\"flink-version\":\"" + version + "\"}");
        flink.configuration.put("heartbeat.interval", "20000");
        assertThat(finding("heartbeat.interval").fix()).isEqualTo(inFlink("heartbeat.interval: " + heartbeat));
        assertThat(finding("restart strategy").found()).isEqualTo("the default, " + strategy);
    }

    @ParameterizedTest
    @CsvSource({
        "1.18, mode | job | max parallelism | lag | slots per TaskManager | checkpoints | restart strategy | heartbeat.interval",
        "1.19, mode | job | max parallelism | lag | slots per TaskManager | checkpoints | restart strategy | heartbeat.interval"
    })
    void findsNothingWrongWithARecordedFlink(String version, String names) {
        flink.configuration.clear();
        new RecordedFlink(version).show(flink, 1);
        String target = version.equals("1.18") ? Configurations.DRY_RUN : "target: {type: rescale-api}";
        List<Check> checks = checks(target, "planner: {slotsPerTaskManager: 2, maxTaskManagers: 8}");
        assertThat(checks)
                .filteredOn(check -> check.finding().level() != Level.OK)
                .extracting(Check::name)
                .isSubsetOf("clock", "high availability", "scaling-interval.min", "tolerable failed checkpoints");
        assertThat(checks).extracting(Check::name).contains(names.split(" \\| "));
    }

    @Test
    void aFlinkThatNobodyHasAskedForMetricsYetIsAskedAgain() {
        flink.unfetched.set(2);
        assertThat(finding("lag").found()).isEqualTo("'Source: orders' reports pendingRecords");
    }

    @Test
    void knowsThatFlink2StillReadsTheOldNameOfTheCooldown() {
        flink.configuration.remove("jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling");
        flink.configuration.put("jobmanager.adaptive-scheduler.scaling-interval.min", "0 s");
        assertThat(finding("executing.cooldown-after-rescaling")).isEqualTo(Finding.ok("0 s"));
    }

    @Test
    void aBusyTaskManagerShouldNotPassForADeadOne() {
        flink.configuration.put("heartbeat.timeout", "5 s");
        assertThat(finding("heartbeat.timeout").fix()).isEqualTo(inFlink("heartbeat.timeout: 30 s"));
    }

    @Test
    void figuresHaveToBeFresherThanHalfATick() {
        Finding finding = finding(
                "metrics.fetcher.update-interval", Configurations.DRY_RUN, "tick: 10s", "inference: {every: 5m}");
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.fix()).isEqualTo(inFlink("metrics.fetcher.update-interval: 2500"));
    }

    @Test
    void aJobWithoutCheckpointsIsAProblem() {
        flink.failures.put("/jobs/11/checkpoints/config", 404);
        Finding finding = finding("checkpoints");
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.fix()).isEqualTo(inFlink("execution.checkpointing.interval: 10 s"));
    }

    @Test
    void aScaleUpWaitsForTheNextCheckpointUnlessItsDelayIsBounded() {
        flink.answers.put("/jobs/11/checkpoints/config", "{\"interval\":60000}");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.WARNING);
        flink.configuration.put("jobmanager.adaptive-scheduler.rescale-trigger.max-delay", "5 s");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.OK);
    }

    @Test
    void withoutCheckpointsFlinksDefaultIsNoRestart() {
        flink.failures.put("/jobs/11/checkpoints/config", 404);
        Finding finding = finding("restart strategy");
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found()).startsWith("none, the default without checkpoints");
        assertThat(finding.fix()).isEqualTo(inFlink("restart-strategy.type: exponential-delay"));
        flink.configuration.put("restart-strategy.type", "exponential-delay");
        assertThat(finding("restart strategy").level()).isEqualTo(Level.OK);
        flink.configuration.remove("restart-strategy.type");
        flink.answers.put(
                "/jobs/11/config", "{\"execution-config\":{\"restart-strategy\":\"Restart with exponential delay\"}}");
        assertThat(finding("restart strategy").level()).as("the job's own").isEqualTo(Level.OK);
    }

    private void checkpoints(int completed, int failed, long completedAt, long failedAt, String message) {
        flink.answers.put("/jobs/11/checkpoints", """
                {"counts":{"completed":%d,"failed":%d},"latest":{"completed":{"trigger_timestamp":%d},
                 "failed":{"trigger_timestamp":%d,"failure_message":"%s"}}}""".formatted(completed, failed, completedAt, failedAt, message));
    }

    @Test
    void checkpointsThatFailAreSaidWithTheirMessage() {
        checkpoints(0, 12, 0, 200, "Checkpoint expired before completing.");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.PROBLEM);
        assertThat(finding("checkpoints").found())
                .startsWith("every 10s, but the newest has failed, as 12 of 12: Checkpoint expired before completing.");
        checkpoints(30, 12, 100, 200, "Failure to finalize checkpoint.");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.WARNING);
        assertThat(finding("checkpoints").found()).contains("12 of 42: Failure to finalize checkpoint.");
    }

    @Test
    void aFailureThatIsOverOrARescaleThatInterruptedIsNone() {
        checkpoints(30, 12, 300, 200, "Checkpoint expired before completing.");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.OK);
        checkpoints(0, 1, 0, 200, "Checkpoint Coordinator is suspending.");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.OK);
    }

    @Test
    void aJobThatEachFailureRestartsHasFailingCheckpoints() {
        checkpoints(0, 7, 0, 0, "Checkpoint expired before completing.");
        assertThat(finding("checkpoints").level()).as("none was triggered").isEqualTo(Level.OK);
        flink.answers.put("/jobs/11", """
                {"jid":"11","state":"RUNNING","now":%d,"timestamps":{"RUNNING":5000},"vertices":[]}""".formatted(System.currentTimeMillis()));
        checkpoints(0, 7, 0, 200, "Checkpoint expired before completing.");
        assertThat(finding("checkpoints").level()).isEqualTo(Level.PROBLEM);
        checkpoints(9, 1, 100, 200, "Checkpoint expired before completing.");
        assertThat(finding("checkpoints").level()).as("before the restart").isEqualTo(Level.OK);
    }

    @Test
    void oneFailedCheckpointShouldNotRestartTheJob() {
        String config = "{\"interval\":10000,\"tolerable_failed_checkpoints\":%d}";
        flink.answers.put("/jobs/11/checkpoints/config", config.formatted(0));
        assertThat(finding("tolerable failed checkpoints").found())
                .isEqualTo("0: one checkpoint that fails restarts the job");
        assertThat(finding("tolerable failed checkpoints").fix())
                .isEqualTo(inFlink("execution.checkpointing.tolerable-failed-checkpoints: 3"));
        flink.answers.put("/jobs/11/checkpoints/config", config.formatted(10));
        assertThat(finding("tolerable failed checkpoints").level()).isEqualTo(Level.OK);
    }

    private void maxParallelism(int source, int count) {
        flink.put("b0", "0.numRecordsIn", 12);
        flink.answers.put("/jobs/11", """
                {"jid":"11","state":"RUNNING","now":%d,"timestamps":{"RUNNING":1},"plan":{"nodes":[]},"vertices":[
                 {"id":"a0","name":"Source: orders","maxParallelism":%d,"parallelism":4,"start-time":1,"tasks":{"RUNNING":4}},
                 {"id":"b0","name":"count","maxParallelism":%d,"parallelism":4,"start-time":1,"tasks":{"RUNNING":4}}]}""".formatted(System.currentTimeMillis(), source, count));
    }

    @Test
    void aMaxParallelismBelowTheSlotsIsNamed() {
        String six = "planner: {slotsPerTaskManager: 2, maxTaskManagers: 6}";
        maxParallelism(4, 4);
        Finding finding = finding("max parallelism", Configurations.DRY_RUN, six);
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.found())
                .isEqualTo(
                        "no vertex has more than 4, but 6 TaskManagers of 2 slots are allowed: the job does not use more than 2 of them");
        assertThat(finding.fix()).contains(new Fix("foretide.yaml", "planner: {maxTaskManagers: 2}"));
        maxParallelism(12, 4);
        assertThat(finding("max parallelism", Configurations.DRY_RUN, six).level())
                .as("the source uses them, as the planner sees it too")
                .isEqualTo(Level.OK);
        maxParallelism(128, 1);
        assertThat(finding("max parallelism", Configurations.DRY_RUN, six).level())
                .as("an ordered sink")
                .isEqualTo(Level.OK);
    }

    @Test
    void everyScaleDownTakesARestart() {
        flink.configuration.put("restart-strategy.type", "fixed-delay");
        assertThat(finding("restart strategy").found()).contains("1 attempt");
        assertThat(finding("restart strategy").fix())
                .isEqualTo(inFlink("restart-strategy.fixed-delay.attempts: 2147483647"));
        flink.configuration.put("restart-strategy.fixed-delay.attempts", "2147483647");
        assertThat(finding("restart strategy").level()).isEqualTo(Level.OK);
        flink.configuration.put("restart-strategy.type", "none");
        assertThat(finding("restart strategy").fix()).isEqualTo(inFlink("restart-strategy.type: exponential-delay"));
    }

    @Test
    void theSlotsAreThePlanners() {
        Finding finding = finding("slots per TaskManager", Configurations.DRY_RUN, slots(4));
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.fix()).contains(new Fix("foretide.yaml", "planner: {slotsPerTaskManager: 2}"));
    }

    @Test
    void namesTheJobsThereAre() {
        flink.jobs.add(new String[] {"12", "returns", "RUNNING"});
        Finding finding = finding("job");
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found())
                .isEqualTo("Flink at " + flink.address()
                        + " runs 2 jobs: orders (11), returns (12); exactly one must be meant by flink.job");
        assertThat(finding.fix()).contains(new Fix("foretide.yaml", "flink: {job: 11}"));
        flink.jobs.clear();
        flink.jobs.add(new String[] {"11", "orders", "FINISHED"});
        assertThat(finding("job").found()).isEqualTo("no job runs: start it");
    }

    @Test
    void aKafkaSourceThatHasReadAndReportsNoLagIsAProblem() {
        flink.remove("a0", "0.Source__orders.pendingRecords");
        flink.put("a0", "0.Source__orders.KafkaSourceReader.KafkaConsumer.assigned-partitions", 1);
        assertThat(finding("lag").level()).isEqualTo(Level.PROBLEM);
        flink.source(0, 0, 0);
        flink.remove("a0", "0.Source__orders.pendingRecords");
        assertThat(finding("lag").found()).contains("has read nothing yet");
    }

    @Test
    void aSourceThatHasNoLagToReportIsMeasuredByWhatItReads() {
        flink.remove("a0", "0.Source__orders.pendingRecords");
        assertThat(finding("lag").level()).isEqualTo(Level.WARNING);
        assertThat(finding("lag").found()).contains("what it reads counts as its demand");
    }

    @Test
    void aLegacySourceIsSeenToHaveReadByWhatItHandsOn() {
        for (String metric : List.of("numRecordsIn", "Source__orders.numRecordsIn", "Source__orders.pendingRecords")) {
            flink.remove("a0", "0." + metric);
        }
        flink.put("a0", "0.Source__Custom_Source.numRecordsOut", 17_000);
        assertThat(finding("lag").found()).contains("what it reads counts as its demand");
    }

    @Test
    void aServerThatFailsDoesNotSayThatThereAreNoCheckpoints() {
        flink.failures.put("/jobs/11/checkpoints/config", 503);
        assertThat(checks())
                .extracting(check -> check.finding().found())
                .anyMatch(found -> found.contains("/jobs/11/checkpoints/config answers with HTTP status 503"))
                .noneMatch(found -> found.contains("no checkpoints"));
    }
}
