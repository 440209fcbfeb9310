package io.foretide.planner.baselines.flinkoperator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkOperatorMainTest {
    private static final String REQUEST = """
            {"variant": "defaults",
             "settings": {"curve": {"recordsPerSecondPerSlot": 1000, "contention": 0, "skew": 1},
               "slotsPerTaskManager": 4, "minTaskManagers": 1, "maxTaskManagers": 60,
               "leadTime": "PT90S", "restartTime": "PT30S", "sloLag": "PT60S", "tick": "PT10S",
               "disturbances": {"leadTimeJitter": 0, "failedStarts": 0, "lostTaskManagersPerDay": 0,
                "newNodes": {"share": 0, "leadTime": "PT0S"}, "seed": 0}},
             "start": "2001-06-13T06:30:00Z", "step": "PT1M",
             "recordsPerSecond": [VALUES], "startTaskManagers": 2}
            """;
    private static final String GOOD =
            REQUEST.replace("VALUES", String.join(",", Collections.nCopies(120, "20000")) + ",\"NaN\"");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String input, String... arguments) {
        return FlinkOperatorMain.run(
                List.of(arguments),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void refuses(String request, String... named) {
        err.reset();
        assertThat(run(request)).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains(named);
    }

    @Test
    void writesTheChangesAndTheReport() throws Exception {
        Path file = Files.writeString(folder.resolve("request.json"), GOOD);
        assertThat(run("", file.toString()))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(answer.at("/changes/0/time").asText()).startsWith("2001-06-13T06:5");
        assertThat(answer.at("/changes/0/taskManagers").asInt()).isGreaterThan(5);
        assertThat(answer.at("/report/policy").asText()).isEqualTo("flink-operator");
        assertThat(answer.at("/report/minutes").asInt()).isEqualTo(120);
        assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    }

    @Test
    void readsStandardInputToo() {
        assertThat(run(GOOD)).isZero();
    }

    @Test
    void badInputIsRefusedInOneLine() {
        refuses("", "bad request");
        refuses("null", "null");
        refuses("{\"variant\": ", "end-of-input");
        refuses(GOOD.replace("defaults", "slow"), "slow", "FAST");
        refuses(GOOD.replace("\"variant\": \"defaults\",", ""), "variant");
        refuses(GOOD.replace("\"startTaskManagers\": 2", "\"startTaskManagers\": 0"), "TaskManagers", "0");
        refuses(GOOD.replace("\"tick\": \"PT10S\"", "\"tick\": \"PT7S\""), "tick", "PT7S");
        refuses(GOOD.replace("\"step\": \"PT1M\"", "\"step\": \"PT1S\""), "step", "PT1S");
        refuses(GOOD.replace("\"NaN\"", "-3"), "records per second", "-3");
        refuses(REQUEST.replace("VALUES", ""), "demand");
    }

    @Test
    void aFileThatCannotBeReadIsBadInput() {
        assertThat(run("", folder.resolve("absent.json").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("absent.json");
    }

    @Test
    void argumentsThatAreNotKnownAreRefused() {
        assertThat(run("", "--fast", "request.json")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("--fast");
    }
}
