package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.retraining.StoredDays;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a service runs at night, and what a person sees of it and takes back. */
class TuningCommandTest {
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

    @Test
    void tunesShowsAndRollsBack() throws IOException {
        String config = config("auto");
        store();
        assertThat(Main.run("tuning", "show", "--config", config)).isZero();
        assertThat(printed.out()).contains("nothing was tuned yet", "serves         the configuration");

        assertThat(tune(config)).isZero();
        assertThat(printed.out()).contains("adopted: ", "% fewer", "planner:");
        assertThat(printed.err()).contains("progress: searching settings, ");
        assertThat(Main.run("tuning", "show", "--config", config)).isZero();
        assertThat(printed.out()).contains("serves         tuned at ");

        assertThat(Main.run("tuning", "rollback", "--config", config)).isZero();
        assertThat(Main.run("tuning", "show", "--config", config, "-o", "json")).isZero();
        assertThat(printed.out()).contains("\"adopted\" : [ ]", "\"takenBack\" : [ {");
        assertThat(Main.run("tuning", "rollback", "--config", config)).isEqualTo(1);
        assertThat(printed.err()).contains("no tuned settings are adopted");

        assertThat(tune(config)).isZero();
        assertThat(printed.out()).contains("recommended only");
    }

    @Test
    void publishesForTheJobOfAConfigurationAlone() throws IOException {
        assertThat(Main.run("tune", "--publish", "--trace", "flights")).isEqualTo(2);
        assertThat(printed.err()).contains("--publish: is allowed with --config alone");
        assertThat(Main.run("tuning", "show", "--config", config("auto"))).isEqualTo(1);
        assertThat(printed.err()).contains("there is no data folder");
    }

    private static int tune(String config) {
        return Main.run(
                "tune", "--publish", "--config", config, "--candidates", "30", "--forecast-model", "profile-level");
    }

    private String config(String mode) throws IOException {
        return Files.writeString(
                        folder.resolve("foretide.yaml"),
                        "job: rides\ndata: " + folder.resolve("data") + "\nflink: {rest: 'http://127.0.0.1:1'}\n"
                                + "target: {type: dry-run}\nplanner: {maxTaskManagers: 40, tuning: " + mode
                                + ", initialRecordsPerSecondPerSlot: 1000}\n")
                .toString();
    }

    private void store() throws IOException {
        Random random = new Random(5);
        Instant from = StoredDays.lastMidnight(Instant.now()).minus(Duration.ofDays(15));
        List<FeatureRow> rows = LongStream.range(0, Duration.ofDays(15).toMinutes())
                .mapToObj(minute -> {
                    double wave = 12_000 - 9_000 * Math.cos(2 * Math.PI * minute / 1440);
                    return new FeatureRow(
                            from.plus(Duration.ofMinutes(minute)),
                            Map.of(Features.DEMAND, wave * (1 + 0.05 * random.nextGaussian())));
                })
                .toList();
        Path file = Files.createDirectories(folder.resolve("data")).resolve("features.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, FeatureStore.MIGRATIONS)) {
            new FeatureStore(database).appendAll(new JobId("rides"), rows);
        }
    }
}
