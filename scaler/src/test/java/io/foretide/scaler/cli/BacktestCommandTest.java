package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    @Test
    void printsTheReportAndWritesEveryForecast() throws IOException {
        Path dump = folder.resolve("forecasts.csv");

        int exit = Main.run(
                "backtest",
                "--trace",
                trace().toString(),
                "--models",
                "last-value,profile-level",
                "--horizons",
                "5,30",
                "--dump",
                dump.toString(),
                "-o",
                "json");

        assertThat(exit).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(report.get("trace").asText()).isEqualTo("waves.csv");
        assertThat(report.get("split").fieldNames()).toIterable().containsExactly("train", "validation", "test");
        JsonNode model = report.get("models").get(1);
        assertThat(model.get("name").asText()).isEqualTo("profile-level");
        assertThat(model.at("/horizons/5/pinball/0.95").isNumber()).isTrue();
        assertThat(model.at("/horizons/30/coverage/0.99").isNumber()).isTrue();
        assertThat(model.at("/max30/coverage/0.95").isNumber()).isTrue();
        assertThat(model.at("/skill/vsBestNaive").isNumber()).isTrue();
        assertThat(model.fieldNames())
                .toIterable()
                .containsExactly("name", "horizons", "max30", "skill", "trainSeconds", "predictMillis");
        List<String> lines = Files.readAllLines(dump);
        assertThat(lines.get(0)).isEqualTo("model,origin,target,q50,q90,q95,max30q50,max30q95");
        assertThat(lines).hasSize(1 + 2 * 2 * report.get("origins").asInt());
    }

    @Test
    void refusesAModelThatDoesNotExist() throws IOException {
        assertThat(Main.run("backtest", "--trace", trace().toString(), "--models", "prophet"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no model 'prophet'");
    }

    @Test
    void refusesATraceThatDoesNotExist() {
        assertThat(Main.run("backtest", "--trace", folder.resolve("none.csv").toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.csv").contains("does not exist");
    }

    private Path trace() throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,value"));
        Instant start = Instant.parse("2020-01-01T00:00:00Z");
        for (int i = 0; i < 10 * 288; i++) {
            long value = Math.round(1000 + 500 * Math.sin(2 * Math.PI * i / 288) + 37 * (i * 7919L % 11));
            lines.add(start.plusSeconds(300L * i) + "," + value);
        }
        return Files.write(folder.resolve("waves.csv"), lines);
    }
}
