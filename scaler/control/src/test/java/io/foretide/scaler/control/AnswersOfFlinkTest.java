package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.scaler.control.targets.DryRunTarget;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkRestSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Flink answers over HTTP, the loop decides, and the reason says what it was: a failure is no state of the job. */
class AnswersOfFlinkTest {
    private static final Instant NOON = Instant.parse("2027-01-15T12:00:00Z");

    /** Paths without which nothing is known, and whether each is answered by an object. */
    private static final List<Question> QUESTIONS = List.of(
            new Question("/overview", true, true),
            new Question("/jobs/overview", true, true),
            new Question("/jobs/11", true, false),
            new Question("/jobs/11/checkpoints", true, false),
            new Question("/jobs/11/vertices/a0/subtasks/metrics", false, false),
            new Question("/jobs/11/vertices/a0/metrics", false, false));

    private static final List<Integer> REFUSALS = List.of(401, 403);
    private static final List<Integer> FAILURES = List.of(400, 429, 500, 502, 503, 504);
    private static final List<String> NO_ANSWERS = List.of(
            "",
            "null",
            "7",
            "\"RUNNING\"",
            "<html><body>Please log in</body></html>",
            "{\"a\":".repeat(3_000),
            "{\"state\":\"RUNN");

    @TempDir
    Path folder;

    private final FakeFlink flink = FakeFlink.tuned();
    private LoopUnderTest parts;
    private ControlLoop loop;
    private Instant now = NOON;

    /** @param always whether a 404 is a failure too */
    private record Question(String path, boolean object, boolean always) {}

    @BeforeEach
    void start() {
        for (int subtask = 0; subtask < 4; subtask++) {
            for (String vertex : List.of("a0", "b0")) {
                flink.put(vertex, subtask + ".accumulateBusyTimeMs", 10_000);
                flink.put(vertex, subtask + ".accumulateIdleTimeMs", 90_000);
                flink.put(vertex, subtask + ".accumulateBackPressuredTimeMs", 0);
                flink.put(vertex, subtask + ".numRecordsIn", 100);
            }
            flink.source(subtask, 100, 0);
        }
        parts = new LoopUnderTest(folder);
        FlinkRestSource source =
                new FlinkRestSource(flink.rest(), new FlinkRestSource.Settings(Optional.empty(), PretendedJob.JOB, 1));
        loop = parts.loop(source, new DryRunTarget(2), List.of());
    }

    @AfterEach
    void stop() {
        parts.close();
        flink.close();
    }

    private Hold hold() {
        now = now.plus(Duration.ofMinutes(1));
        ScalingDecision decision = loop.tick(now).decision();
        assertThat(decision).isInstanceOf(Hold.class);
        return (Hold) decision;
    }

    @Test
    void whatIsRightIsNoneOfThem() {
        assertThat(hold().reasonId()).isEqualTo("no-metrics"); // nothing to compare with yet
        assertThat(hold().reasonId()).isEqualTo("no-metrics");
    }

    static Stream<Arguments> statuses() {
        return QUESTIONS.stream()
                .flatMap(question -> Stream.of(
                                REFUSALS.stream()
                                        .map(status -> Arguments.of(question.path(), status, "access-refused")),
                                FAILURES.stream().map(status -> Arguments.of(question.path(), status, "bad-answer")),
                                question.always()
                                        ? Stream.of(Arguments.of(question.path(), 404, "bad-answer"))
                                        : Stream.<Arguments>empty())
                        .flatMap(rows -> rows));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void aStatusIsWhatItIs(String path, int status, String reasonId) {
        flink.failures.put(path, status);
        Hold hold = hold();
        assertThat(hold.reasonId()).isEqualTo(reasonId);
        assertThat(hold.reason())
                .startsWith("Hold: it is not known how the job is: ")
                .contains(path + " answers with HTTP status " + status)
                .doesNotContain("Maybe")
                .hasSizeLessThan(300);
    }

    @Test
    void aJobThatIsNotThereForAMomentRestarts() {
        flink.failures.put("/jobs/11", 404);
        assertThat(hold().reasonId()).isEqualTo("job-restarting");
    }

    static Stream<Arguments> bodies() {
        return QUESTIONS.stream()
                .flatMap(question -> Stream.concat(
                                NO_ANSWERS.stream(),
                                Stream.of(question.object() ? "[]" : "{}", question.object() ? "{}" : "[7]"))
                        .map(body -> Arguments.of(question.path(), body)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatIsNoAnswerIsNoState(String path, String body) {
        flink.answers.put(path, body);
        Hold hold = hold();
        assertThat(hold.reasonId()).isEqualTo("bad-answer");
        assertThat(hold.reason()).contains(path).doesNotContain("Exception").hasSizeLessThan(300);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("/overview", overview("-1", "4"), "taskmanagers"),
                Arguments.of("/overview", overview("\"2\"", "4"), "taskmanagers"),
                Arguments.of("/overview", overview("null", "4"), "taskmanagers"),
                Arguments.of("/overview", overview("2.5", "4"), "taskmanagers"),
                Arguments.of("/overview", overview("1e300", "4"), "taskmanagers"),
                Arguments.of("/overview", overview("2", "-4"), "slots-total"),
                Arguments.of("/overview", overview("2", "99999999999999999999"), "slots-total"),
                Arguments.of("/jobs/overview", "{\"jobs\":{}}", "jobs"),
                Arguments.of("/jobs/overview", "{\"jobs\":[{\"jid\":\"../x\"}]}", "jid"),
                Arguments.of(
                        "/jobs/overview", "{\"jobs\":[{\"jid\":\"11\",\"name\":\"orders\",\"state\":7}]}", "state"),
                Arguments.of("/jobs/11", job("7", "1", "1"), "state"),
                Arguments.of("/jobs/11", job("\"RUNNING\"", "-5", "1"), "now"),
                Arguments.of("/jobs/11", job("\"RUNNING\"", "1", "-1"), "parallelism"),
                Arguments.of("/jobs/11", job("\"RUNNING\"", "1", "40000"), "parallelism"),
                Arguments.of("/jobs/11", job("\"RUNNING\"", "1", "1e300"), "parallelism"),
                Arguments.of("/jobs/11", job("\"RUNNING\"", "1", "1").replace("nodes", "edges"), "nodes"),
                Arguments.of("/jobs/11/checkpoints", "{\"latest\":[]}", "latest"),
                Arguments.of(
                        "/jobs/11/checkpoints",
                        "{\"latest\":{\"completed\":{\"trigger_timestamp\":\"yesterday\"}}}",
                        "trigger_timestamp"));
    }

    private static String overview(String taskManagers, String slots) {
        return "{\"taskmanagers\":" + taskManagers + ",\"slots-total\":" + slots + "}";
    }

    private static String job(String state, String now, String parallelism) {
        return """
                {"jid":"11","state":%s,"now":%s,"timestamps":{"RUNNING":1},"vertices":[{"id":"a0","name":"s",
                "parallelism":%s,"start-time":1,"tasks":{"RUNNING":1}}],"plan":{"nodes":[{"id":"a0"}]}}""".formatted(state, now, parallelism);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueThatCannotBeIsNamedWithWhatMustBe(String path, String body, String field) {
        flink.answers.put(path, body);
        Hold hold = hold();
        assertThat(hold.reasonId()).isEqualTo("bad-answer");
        assertThat(hold.reason()).contains(path + " has ").contains(" at " + field + ": must be ");
    }

    @Test
    void severalJobsAreSaidAndNotCalledSilence() {
        flink.jobs.add(new String[] {"12", "billing", "RUNNING"});
        Hold hold = hold();
        assertThat(hold.reasonId()).isEqualTo("ambiguous-job");
        assertThat(hold.reason()).contains("runs 2 jobs: billing (12), orders (11)");
    }

    @Test
    void nobodyThereIsSilence() {
        flink.close();
        Hold hold = hold();
        assertThat(hold.reasonId()).isEqualTo("flink-silent");
        assertThat(hold.reason()).contains("Flink at " + flink.address() + " cannot be reached: nothing listens there");
    }

    @Test
    void aSourceThatBreaksIsSaidAndDecidedOn() {
        loop = parts.loop(
                time -> {
                    throw new IllegalArgumentException("busyRatio NaN: must be a ratio from 0 to 1");
                },
                new DryRunTarget(2),
                List.of());
        Hold hold = hold();
        assertThat(hold.reasonId()).isEqualTo("bad-answer");
        assertThat(hold.reason()).contains("what is told cannot be used: busyRatio NaN");
    }

    /** What is merely good to know may be told badly. */
    @ParameterizedTest
    @MethodSource("statusesOfGoodToKnow")
    void whatIsMerelyGoodToKnowTakesNothingAway(String path, int status, String body) {
        if (status == 200) {
            flink.answers.put(path, body);
        } else {
            flink.failures.put(path, status);
        }
        assertThat(hold().reasonId()).isEqualTo("no-metrics");
    }

    static Stream<Arguments> statusesOfGoodToKnow() {
        return Stream.of("/jobs/11/rescales/overview", "/taskmanagers/metrics")
                .flatMap(path -> Stream.concat(
                        Stream.of(403, 500).map(status -> Arguments.of(path, status, "")),
                        NO_ANSWERS.stream().map(body -> Arguments.of(path, 200, body))));
    }
}
