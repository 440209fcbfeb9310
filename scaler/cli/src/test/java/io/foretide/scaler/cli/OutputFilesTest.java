package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a command writes never replaces what it reads, and what cannot be written is said. */
class OutputFilesTest {
    private static final String[] SIMULATION = {"simulate", "--policies", "static-peak", "--forecast-model", "mean-15"};

    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    private Path trace;

    @BeforeEach
    void trace() throws IOException {
        System.setProperty("foretide.home", folder.toString());
        StringBuilder text = new StringBuilder("time,value\n");
        Instant start = Instant.parse("2020-03-02T00:00:00Z");
        for (int i = 0; i < 3 * 144; i++) {
            text.append(start.plus(Duration.ofMinutes(10L * i)))
                    .append(',')
                    .append(Math.round(3000 - 2500 * Math.cos(2 * Math.PI * i / 144)))
                    .append('\n');
        }
        trace = Files.writeString(folder.resolve("load.csv"), text);
    }

    @AfterEach
    void clear() {
        System.clearProperty("foretide.home");
    }

    private int simulate(String... more) {
        String[] words = new String[SIMULATION.length + 2 + more.length];
        System.arraycopy(SIMULATION, 0, words, 0, SIMULATION.length);
        words[SIMULATION.length] = "--trace";
        words[SIMULATION.length + 1] = trace.toString();
        System.arraycopy(more, 0, words, SIMULATION.length + 2, more.length);
        return Main.run(words);
    }

    @Test
    void noOutputReplacesTheRecording() throws IOException {
        String recorded = Files.readString(trace);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), trace);
        Path hard = Files.createLink(folder.resolve("hard.csv"), trace);
        Path detour = Files.createDirectories(folder.resolve("sub")).resolve("../load.csv");
        for (String option : new String[] {"--csv", "--dump", "--png", "--html"}) {
            for (Path file : new Path[] {trace, link, hard, detour}) {
                printed.clear();
                assertThat(simulate(option, file.toString())).isEqualTo(2);
                assertThat(printed.err())
                        .contains(option + " " + file + ": is what --trace names; must be another file");
            }
        }
        assertThat(Main.run("backtest", "--trace", trace.toString(), "--models", "mean-15", "--dump", trace.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--dump " + trace + ": is what --trace names");
        assertThat(trace).hasContent(recorded);
    }

    @Test
    void noOutputReplacesTheFilesOfAConfiguration() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path history = Files.writeString(data.resolve("features.db"), "precious");
        Path config = Files.writeString(
                folder.resolve("foretide.yaml"),
                "job: a\ndata: " + data + "\nflink: {rest: \"http://127.0.0.1:1\"}\ntarget: {type: dry-run}\n");
        assertThat(Main.run("simulate", "--config", config.toString(), "--csv", history.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--csv " + history + ": is what data of --config names");
        assertThat(Main.run("simulate", "--config", config.toString(), "--html", config.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--html " + config + ": is what --config names");
        assertThat(history).hasContent("precious");
    }

    @Test
    void noTwoOutputsAreOneFile() {
        String both = folder.resolve("both").toString();
        assertThat(simulate("--csv", both, "--html", both)).isEqualTo(2);
        assertThat(printed.err()).contains("--html " + both + ": is what --csv names; must be another file");
    }

    @Test
    void anOutputNeedsItsFolder() {
        String file = folder.resolve("none/a.csv").toString();
        assertThat(simulate("--csv", file)).isEqualTo(2);
        assertThat(printed.err())
                .contains("--csv " + file + ": there is no folder " + folder.resolve("none")
                        + "; must be a file in a folder that can be written");
    }

    @Test
    void everyFileIsWrittenWhole() throws IOException {
        assertThat(simulate(
                        "--csv",
                        folder + "/a.csv",
                        "--dump",
                        folder + "/a.csv.gz",
                        "--png",
                        folder + "/a.png",
                        "--html",
                        folder + "/a.html"))
                .as(printed.err())
                .isZero();
        for (String name : new String[] {"a.csv", "a.csv.gz", "a.png", "a.html"}) {
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        try (var files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void resultsThatDoNotArriveAreAFailure() {
        PrintStream before = System.out;
        System.setOut(new StandardOutput(failing("No space left on device")));
        try {
            assertThat(simulate()).isEqualTo(1);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.err()).contains("foretide: standard output cannot be written: No space left on device");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        PrintStream before = System.out;
        System.setOut(new StandardOutput(failing("Broken pipe")));
        try {
            assertThat(simulate()).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.err()).doesNotContain("standard output");
    }

    @Test
    void whatArrivesIsWhatWasPrinted() {
        var out = new java.io.ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new StandardOutput(out));
        try {
            assertThat(simulate("-o", "csv")).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("trace,policy,")
                .contains("static-peak");
    }
}
