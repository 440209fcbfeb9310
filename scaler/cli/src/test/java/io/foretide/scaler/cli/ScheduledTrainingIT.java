package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.text.Json;
import io.foretide.training.FlightsHistory;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service in a process of its own retrains by its schedule on three weeks of real flights, and serves whomever its registry
 * says, without a restart.
 */
class ScheduledTrainingIT {
    private static final JobId JOB = new JobId("flights");

    /** Becomes the midnight before the test. */
    private static final Instant RECORDED_MIDNIGHT = Instant.parse("2001-06-11T00:00:00Z");

    private static final Duration WEEKS = Duration.ofDays(21);

    /** The history goes on for longer than the test, so that its forecasts do. */
    private static final Duration TO_COME = Duration.ofMinutes(30);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Until the service has started, at first; twice as long each time that it has not. */
    private static final Duration UNTIL_TRAINING = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private Path data;
    private ModelRegistry registry;
    private int port;

    @BeforeEach
    void fillTheStore() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        registry = new ModelRegistry(data.resolve("models"));
        Duration later = Duration.between(RECORDED_MIDNIGHT, midnight);
        Trace flights = FlightsDataset.load();
        Instant end = Instant.now().plus(TO_COME).truncatedTo(ChronoUnit.MINUTES);
        FeatureWindow recorded = FlightsHistory.of(flights.slice(RECORDED_MIDNIGHT.minus(WEEKS), end.minus(later)));
        try (SqliteDatabase database = SqliteDatabase.open(data.resolve("features.db"), FeatureStore.MIGRATIONS)) {
            List<FeatureRow> rows = IntStream.range(0, recorded.size())
                    .mapToObj(index -> row(recorded, index, later))
                    .toList();
            new FeatureStore(database).appendAll(JOB, rows);
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    private static FeatureRow row(FeatureWindow recorded, int index, Duration later) {
        Map<String, Double> values = new HashMap<>();
        recorded.features().forEach(feature -> {
            if (!recorded.column(feature).isMissing(index)) {
                values.put(feature, recorded.column(feature).value(index));
            }
        });
        return new FeatureRow(recorded.timeAt(index).plus(later), values);
    }

    @Test
    void retrainsServesTheNewChampionGoesBackAndRefusesADamagedOne() throws Exception {
        try (FakeFlink flink = FakeFlink.tuned()) {
            configure(flink, Instant.now());
            command("train", "--models", "profile-level", "--promote", "--config", config());
            String first = champion();
            try (ForetideProcess service = serveUntilTraining(flink)) {
                serves(service, first);

                await().atMost(PATIENCE)
                        .until(() -> !service.isRunning() || !champion().equals(first));
                String second = champion();
                serves(service, second);
                assertThat(service.said()).contains("retrains every", second + " serves");
                assertPublished(second, first);

                command("models", "rollback", "--config", config());
                assertThat(champion()).isEqualTo(first);
                serves(service, first);

                Files.writeString(version(second).resolve("model.json"), "{}");
                assertThat(run("models", "promote", second, "--config", config()))
                        .isEqualTo(1);
                swapChampion(first, second);
                awaitSaid(service, "model " + second + " is refused, the one before goes on serving");
                Instant refused = Instant.now();
                await().atMost(PATIENCE)
                        .until(() -> Instant.parse(forecast().path("origin").asText())
                                .isAfter(refused.minus(Duration.ofMinutes(2))));
                assertThat(forecast().path("model").asText()).isEqualTo(first);
            }
        }
    }

    /** The process that the schedule started has told how far it was, and left a model with its card. */
    private void assertPublished(String version, String before) throws IOException {
        assertThat(version).startsWith("ridge-");
        assertThat(data.resolve("training.log"))
                .content()
                .containsPattern("progress: ridge: forecasting, (\\d+) of \\1")
                .contains("Published " + version + "; champion: pinball loss")
                .doesNotContain("\r");
        ModelCard card = registry.card(version);
        ModelCard.Data trainedOn = card.provenance().data();
        assertThat(trainedOn.from()).isEqualTo(midnight.minus(WEEKS));
        assertThat(trainedOn.to())
                .as("the last midnight before it, though rows lie after it and after now")
                .isEqualTo(card.created().truncatedTo(ChronoUnit.DAYS));
        assertThat(card.evaluation().costs()).containsKeys("champion", "last-value", "ridge");
        assertThat(version(version).resolve("card.md"))
                .content()
                .contains("# " + version, "- **seed**: 7", trainedOn.sha256());
        assertThat(registry.aliases().champion()).contains(version);
        assertThat(registry.aliases().former()).containsExactly(before);
    }

    /** A service that has started before the minute of its training. */
    private ForetideProcess serveUntilTraining(FakeFlink flink) throws IOException {
        for (Duration start = UNTIL_TRAINING; ; start = start.multipliedBy(2)) {
            Instant training = Instant.now().plus(start).plusSeconds(60).truncatedTo(ChronoUnit.MINUTES);
            configure(flink, training);
            ForetideProcess service = ForetideProcess.start(folder.resolve("serve.log"), "serve", "--config", config());
            await().atMost(PATIENCE)
                    .until(() -> !service.isRunning() || service.said().contains("retrains every"));
            if (!service.isRunning() || Instant.now().isBefore(training)) {
                return service;
            }
            service.close();
        }
    }

    private String config() {
        return folder.resolve("foretide.yaml").toString();
    }

    private void configure(FakeFlink flink, Instant training) throws IOException {
        Files.writeString(Path.of(config()), """
                job: flights
                data: %s
                tick: 10m
                flink: {rest: "%s"}
                target: {type: dry-run}
                planner: {slotsPerTaskManager: 2, maxTaskManagers: 20}
                inference: {every: 10s}
                training: {schedule: weekly, day: %s, at: "%s", models: [ridge, profile-level]}
                signals: {calendar: {zone: UTC}}
                http: {port: %d}
                """.formatted(
                        data,
                        flink.address(),
                        DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH)
                                .format(training.atZone(ZoneOffset.UTC))
                                .toUpperCase(Locale.ROOT),
                        DateTimeFormatter.ofPattern("HH:mm").format(training.atZone(ZoneOffset.UTC)),
                        port));
    }

    private void serves(ForetideProcess service, String version) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            assertThat(service.isRunning()).as(service.said()).isTrue();
            return version.equals(forecast().path("model").asText());
        });
    }

    private static void awaitSaid(ForetideProcess service, String words) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(service.said()).contains(words));
    }

    private JsonNode forecast() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/jobs/flights/forecast"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return Json.tree(answer.body());
    }

    /** As somebody may do by hand, or a disk by itself: the command would refuse it. */
    private void swapChampion(String from, String to) throws IOException {
        Path aliases = data.resolve("models").resolve("aliases.json");
        String text = Files.readString(aliases);
        String champion = "\"champion\" : \"";
        assertThat(text).contains(champion + from);
        Path next = Files.writeString(folder.resolve("aliases.json"), text.replace(champion + from, champion + to));
        Files.move(next, aliases, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Path version(String version) {
        return data.resolve("models").resolve("versions").resolve(version);
    }

    private String champion() {
        return registry.aliases().champion().orElse("none");
    }

    private void command(String... arguments) throws Exception {
        int exitCode = run(arguments);
        assertThat(exitCode).as(Files.readString(folder.resolve("command.log"))).isZero();
    }

    private int run(String... arguments) throws Exception {
        return ForetideProcess.run(folder.resolve("command.log"), arguments);
    }
}
