package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.Stores;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models and tuned settings of machines that share nothing but a database; minutes, so run by hand. */
@ExtendWith(PostgresExtension.class)
class PostgresModelsCampaign {
    private static final JobId JOB = new JobId("orders");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern PUBLISHED = Pattern.compile("Published (\\S+)");
    private static final Map<String, String> LOGIN = Map.of(
            "FORETIDE_STORE_USER", PostgresServer.LOGIN.user().orElseThrow(),
            "FORETIDE_STORE_PASSWORD", PostgresServer.LOGIN.password().orElseThrow());

    @TempDir
    Path folder;

    private final FakeFlink flink = FakeFlink.tuned();
    private final StoreAddress.Postgres address;
    private int machines;

    PostgresModelsCampaign(PostgresServer server) {
        this.address = server.database();
    }

    /** A wave with noise. */
    private void store(Duration length) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(length);
        Random random = new Random(5);
        List<FeatureRow> rows = LongStream.range(0, length.toMinutes())
                .mapToObj(minute -> {
                    double wave = 1200 - 900 * Math.cos(2 * Math.PI * minute / 1440);
                    return new FeatureRow(
                            from.plus(Duration.ofMinutes(minute)),
                            Map.of(Features.DEMAND, wave * (1 + 0.05 * random.nextGaussian())));
                })
                .toList();
        try (Stores stores = Stores.open(address, PostgresServer.LOGIN)) {
            stores.featureStore().appendAll(JOB, rows);
        }
    }

    /** A command on a machine that has a configuration and nothing else. */
    private ForetideProcess start(String... arguments) throws IOException {
        Path machine = Files.createDirectory(folder.resolve("machine-" + ++machines));
        Path config = Files.writeString(machine.resolve("foretide.yaml"), """
                job: %s
                data: %s
                store: %s
                flink: {rest: '%s'}
                target: {type: dry-run, taskManagers: 2}
                planner: {slotsPerTaskManager: 2, maxTaskManagers: 9, tuning: auto}
                inference: {every: 10s}
                http: {port: 0}
                """.formatted(
                        JOB, machine.resolve("data"), address.url(), flink.address()));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config.toString();
        return ForetideProcess.start(machine.resolve("log"), LOGIN, all);
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        try (ForetideProcess command = start(arguments)) {
            assertThat(command.exitCode()).as(command.said()).isZero();
            return command.said();
        }
    }

    private String trained() throws IOException, InterruptedException {
        String said = run("train", "--models", "profile-level", "--preset", "quick", "--promote");
        Matcher published = PUBLISHED.matcher(said);
        assertThat(published.find()).as(said).isTrue();
        return published.group(1);
    }

    private static void awaitServing(ForetideProcess service, String version, int times) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.said().split(version + " serves", -1))
                        .as(service.said())
                        .hasSize(times + 1));
    }

    @Test
    void whatOneMachinePublishesAnotherServes() throws Exception {
        store(Duration.ofDays(15));
        try (flink) {
            String first = trained();
            try (ForetideProcess service = start("serve")) {
                awaitServing(service, first, 1);
                String second = trained();
                awaitServing(service, second, 1);
                assertThat(run("models", "list")).containsPattern(second + " +champion");
                assertThat(run("models", "rollback")).containsPattern(first + " +champion");
                awaitServing(service, first, 2);
                assertThat(run("models", "show", "champion")).contains("\"version\" : \"" + first + "\"");
            }
        }
    }

    @Test
    void whatOneMachineTunesAnotherShows() throws Exception {
        store(Duration.ofDays(13)); // too little to search for long in
        String verdict = "the settings stay: 13 days of history";
        try (flink) {
            assertThat(run("tune", "--publish")).contains(verdict);
            assertThat(run("tuning", "show")).contains(verdict);
        }
    }
}
