package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on all jobs at once. */
class FleetCommandsTest {
    private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");

    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    @BeforeEach
    void properties() {
        System.setProperty("foretide.home", folder.toString());
    }

    @AfterEach
    void clear() {
        System.clearProperty("foretide.home");
    }

    private void histories(int days, String... jobs) {
        try (SqliteDatabase database =
                SqliteDatabase.open(folder.resolve("data/features.db"), FeatureStore.MIGRATIONS)) {
            for (String job : jobs) {
                new FeatureStore(database)
                        .appendAll(
                                new JobId(job),
                                IntStream.range(0, days * 1440)
                                        .mapToObj(i -> new FeatureRow(
                                                BEGIN.plus(Duration.ofMinutes(i)),
                                                Map.of(Features.DEMAND, 300 - 250 * Math.cos(2 * Math.PI * i / 1440))))
                                        .toList());
            }
        }
    }

    /** Of two jobs, of one that is wrong, and of one that nothing is stored of. */
    private String config() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        return Files.writeString(folder.resolve("fleet.yaml"), """
                data: %s
                defaults:
                  flink: {rest: 'http://127.0.0.1:1'}
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 20}
                jobs:
                  - {job: orders}
                  - {job: clicks}
                  - {job: wrong, tick: never}
                  - {job: young}
                """.formatted(folder.resolve("data")))
                .toString();
    }

    @Test
    void allJobsAreSimulatedAndAddedUpAndThoseThatFailAreNamed() throws Exception {
        String config = config();
        histories(4, "orders", "clicks");
        assertThat(Main.run(
                        "simulate",
                        "--all",
                        "--config",
                        config,
                        "--policies",
                        "static-peak,predictive-untuned",
                        "-o",
                        "json"))
                .isEqualTo(1);
        JsonNode report = Json.tree(printed.out());
        assertThat(report.path("jobs").findValuesAsText("job")).containsExactly("orders", "clicks", "young", "wrong");
        assertThat(report.path("jobs").findValuesAsText("state")).containsExactly("done", "done", "failed", "failed");
        assertThat(report.path("jobs").findValuesAsText("reason"))
                .satisfiesExactly(
                        young -> assertThat(young).contains("job young has no history"),
                        wrong -> assertThat(wrong).contains("jobs[2]", "tick"));
        JsonNode peak = report.path("sums").path("policies").path(0);
        double one = report.path("jobs")
                .path(0)
                .at("/simulation/policies/0/slotHours")
                .asDouble();
        assertThat(peak.path("slotHours").asDouble()).isEqualTo(2 * one).isPositive();
        // the second half, as there is no month
        assertThat(report.path("jobs").path(0).at("/simulation/evaluated/from").asText())
                .startsWith("2026-10-02T23:59");
        assertThat(printed.err()).contains("progress: jobs, ");

        printed.clear();
        assertThat(Main.run(
                        "simulate",
                        "--all",
                        "--store",
                        folder.resolve("data/features.db").toString(),
                        "--policies",
                        "static-peak"))
                .isZero();
        assertThat(printed.out()).contains("clicks", "orders", "all ", "2 jobs: 2 done, 0 skipped");
        printed.clear();
        assertThat(Main.run(
                        "simulate",
                        "--all",
                        "--store",
                        folder.resolve("data/features.db").toString(),
                        "--policies",
                        "static-peak",
                        "-o",
                        "csv"))
                .isZero();
        assertThat(printed.out().lines()).hasSize(3).first().asString().startsWith("trace,policy,");
    }

    @Test
    void aTrainingOfAllNamesWhoseHistoryIsTooShort() throws Exception {
        String config = config();
        histories(3, "orders", "clicks");
        assertThat(Main.run("train", "--all", "--config", config, "--models", "ridge"))
                .isEqualTo(1);
        assertThat(printed.out())
                .contains(
                        "failed: orders: orders has 3 days of history",
                        "failed: young: job young has no whole day of history",
                        "failed: wrong: jobs[2]",
                        "4 jobs: 0 done, 0 skipped, as the same was there, 4 failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --all                                   | --all: takes --config",
                "simulate --all                                | --all: takes --config, the file of the jobs, or --store",
                "train --on http://127.0.0.1:1 --config CONFIG | --on http://127.0.0.1:1: takes --all",
                "train --all --job orders --config CONFIG      | must be left out; every job has a registry of its own",
                "simulate --all --job orders --config CONFIG   | --job with --all: must be left out",
                "simulate --all --html page --config CONFIG    | --html with --all: must be left out",
                "train --all --on http://127.0.0.1:1 --config CONFIG | a Flink's machines do not have that file",
                "train --all --on ftp://flink --config CONFIG  | --on \"ftp://flink\": must be an address such as",
                "simulate --all --store nowhere.db             | nowhere.db: there is no such file",
                "simulate --all --on http://127.0.0.1:1 --config CONFIG | Maybe move it: foretide store copy --from"
            })
    void whatCannotBeMeantIsSaidBeforeAnythingIsDone(String command, String said) throws Exception {
        assertThat(Main.run(command.replace("CONFIG", config()).split(" "))).isEqualTo(2);
        assertThat(printed.err()).contains(said);
    }

    @Test
    void aServerThatDoesNotAnswerIsToldFromAFailure() {
        String nobody = "jdbc:postgresql://127.0.0.1:1/fleet";
        assertThat(Main.run("simulate", "--all", "--store", nobody)).isEqualTo(4);
        assertThat(printed.err()).contains("store " + nobody + " cannot be opened: its server does not answer");
    }

    @Test
    void aFleetOfNoneIsSaid() throws Exception {
        Path config = Files.writeString(folder.resolve("none.yaml"), "data: " + folder + "\njobs: []\n");
        assertThat(Main.run("train", "--all", "--config", config.toString())).isEqualTo(1);
        assertThat(printed.err()).contains("there is no job");
        assertThat(List.of(printed.out())).containsExactly("");
    }
}
