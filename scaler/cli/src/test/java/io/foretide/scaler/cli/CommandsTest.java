package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.doctor.Configurations;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.SettingsLog;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.store.DataFolder;
import io.foretide.store.FolderLock;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the commands that look at a service's surroundings. */
@EnableKubernetesMockClient(crud = true, https = false)
class CommandsTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    /** Set by the extension. */
    private KubernetesClient client;

    @RegisterExtension
    final Printed printed = new Printed();

    @BeforeEach
    void properties() {
        System.setProperty("foretide.home", folder.toString());
        System.setProperty("kubernetes.auth.tryKubeConfig", "false");
        System.setProperty("kubernetes.master", client.getMasterUrl().toString());
    }

    @AfterEach
    void clear() {
        System.clearProperty("foretide.home");
        System.clearProperty("kubernetes.auth.tryKubeConfig");
        System.clearProperty("kubernetes.master");
    }

    private String deployment() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("taskmanager")
                        .withNamespace("flink")
                        .addToAnnotations("owner", "orders-team")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .withNewSelector()
                        .addToMatchLabels("app", "tm")
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
        return Configurations.file(folder, NOBODY, Configurations.DEPLOYMENT).toString();
    }

    private Map<String, String> annotations() {
        return client.apps()
                .deployments()
                .inNamespace("flink")
                .withName("taskmanager")
                .get()
                .getMetadata()
                .getAnnotations();
    }

    /** A real API server removes what is null; the mock keeps the key. */
    @Test
    void whateverNeedsAFolderThatIsInUseFails() throws IOException {
        String config =
                Configurations.file(folder, NOBODY, Configurations.DRY_RUN).toString();
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (FolderLock held = FolderLock.take(data)) {
            DecisionLog.open(data.decisions()).close();
            for (List<String> command : List.of(
                    List.of("serve", "--config", config),
                    List.of("serve", "--once", "--config", config),
                    List.of("store", "repair", "--remove", "--config", config))) {
                printed.clear();
                assertThat(Main.run(command.toArray(String[]::new)))
                        .as(command + ": " + printed.err())
                        .isEqualTo(1);
                assertThat(printed.err()).startsWith("foretide: data folder " + data.path() + " is in use by process ");
            }
            assertThat(held).isNotNull();
        }
    }

    @Test
    void aPinIsSetAndTakenAway() {
        String config = deployment();
        assertThat(Main.run("target", "pin", "6", "--config", config)).isZero();
        assertThat(annotations()).containsEntry("foretide.io/pin", "6").containsEntry("owner", "orders-team");
        assertThat(printed.out()).contains("Deployment flink/taskmanager: foretide.io/pin: \"6\"");
        assertThat(Main.run("target", "unpin", "--config", config)).isZero();
        assertThat(annotations().get("foretide.io/pin")).isNull();
        assertThat(annotations()).containsEntry("owner", "orders-team");
    }

    @Test
    void aPinAboveTheLargestSizeIsSetAndSaidToBe() {
        String config = deployment();
        assertThat(Main.run("target", "pin", "10", "--config", config)).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(Main.run("target", "pin", "12", "--config", config)).isZero();
        assertThat(annotations()).containsEntry("foretide.io/pin", "12");
        assertThat(printed.err())
                .contains("pin 12: is above planner.maxTaskManagers (10), and is carried out all the same");
    }

    @Test
    void aModeCountsForATimeOrIsTheConfigurationsAgain() {
        String config = deployment();
        assertThat(Main.run("target", "mode", "off", "--for", "2h", "--config", config))
                .isZero();
        assertThat(annotations().get("foretide.io/mode")).startsWith("off until ");
        assertThat(Instant.parse(annotations().get("foretide.io/mode").substring("off until ".length())))
                .isAfter(Instant.now().plus(Duration.ofMinutes(110)));
        assertThat(Main.run("target", "mode", "auto", "--config", config)).isZero();
        assertThat(annotations()).containsEntry("foretide.io/mode", "auto");
        assertThat(Main.run("target", "mode", "configured", "--config", config)).isZero();
        assertThat(annotations().get("foretide.io/mode")).isNull();
        assertThat(Main.run("target", "mode", "configured", "--for", "2h", "--config", config))
                .isEqualTo(2);
        assertThat(printed.err()).contains("mode configured: is allowed without --for and --until");
    }

    @Test
    void aStandoffIsEndedUpToNow() {
        String config = deployment();
        assertThat(Main.run("target", "reclaim", "--config", config)).isZero();
        assertThat(Instant.parse(annotations().get("foretide.io/standoff")))
                .isBeforeOrEqualTo(Instant.now())
                .isAfter(Instant.now().minus(Duration.ofMinutes(5)));
    }

    @Test
    void pausesOneDirectionOrBothAndResumes() {
        String config = deployment();
        assertThat(Main.run("target", "pause", "--in", "--for", "2h", "--config", config))
                .isZero();
        assertThat(Instant.parse(annotations().get("foretide.io/pause-in")))
                .isAfter(Instant.now().plus(Duration.ofMinutes(110)));
        assertThat(Main.run("target", "pause", "--config", config)).isZero();
        assertThat(annotations()).containsEntry("foretide.io/pause", "true");
        assertThat(Main.run("target", "resume", "--config", config)).isZero();
        assertThat(annotations().get("foretide.io/pause-in")).isNull();
        assertThat(annotations().get("foretide.io/pause")).isNull();
    }

    @Test
    void refusesAPauseThatIsOver() {
        String config = deployment();
        assertThat(Main.run("target", "pause", "--until", "2026-01-01T00:00:00Z", "--config", config))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--until 2026-01-01T00:00:00Z: must be a time after now");
    }

    @Test
    void refusesAnUnknownMode() {
        String config = deployment();
        assertThat(Main.run("target", "mode", "automatic", "--config", config)).isEqualTo(2);
        assertThat(printed.err()).contains("mode 'automatic': must be recommend, auto or off");
        assertThat(Main.run("target", "mode", "auto", "--config", config)).isZero();
        assertThat(annotations()).containsEntry("foretide.io/mode", "auto");
    }

    @Test
    void thereAreNoAnnotationsWithoutAnObject() {
        String config =
                Configurations.file(folder, NOBODY, Configurations.DRY_RUN).toString();
        assertThat(Main.run("target", "unpin", "--config", config)).isEqualTo(2);
        assertThat(printed.err()).contains("kubernetes-deployment or flink-deployment");
    }

    @Test
    void saysThatTheApiServerDoesNotAnswer() {
        String config = deployment();
        System.setProperty("kubernetes.master", "http://127.0.0.1:1");
        assertThat(Main.run("target", "unpin", "--config", config)).isEqualTo(4);
        assertThat(printed.err()).contains("the API does not answer");
    }

    @Test
    void theShownConfigurationIsTheSame() throws IOException {
        Path config = Configurations.file(
                folder,
                NOBODY,
                Configurations.DEPLOYMENT.replace("}", ", placeholders: {enabled: true}}"),
                "leader: {enabled: true}",
                "planner: {strategy: threshold, catchUp: 90s, excluded: [\"22:00-23:30\"],"
                        + " windows: [{between: \"06:00-10:00\", min: 4}]}",
                "training: {schedule: daily, at: \"04:10\", models: [ridge], incidents: [2026-01-03T10:00:00Z/2026-01-03T12:30:00Z]}",
                "signals: {calendar: {zone: Europe/Berlin, country: de}}");
        assertThat(Main.run("config", "show", "--config", config.toString())).isZero();
        Path shown = Files.writeString(folder.resolve("shown.yaml"), printed.out());
        assertThat(ConfigReader.read(shown))
                .usingRecursiveComparison()
                .ignoringFields("origin", "tuning.block.said") // it names every key
                .isEqualTo(ConfigReader.read(config));
        assertThat(printed.out())
                .contains("cooldown: 5m")
                .contains("catchUp: 90s")
                .contains("mode: auto");
    }

    @Test
    void checksAConfigurationAndTheFilesItNames() {
        Path good = Configurations.file(folder, NOBODY, Configurations.DRY_RUN);
        assertThat(Main.run("config", "check", "--config", good.toString())).isZero();
        assertThat(printed.out()).contains("is good: job orders");
        Path bad = Configurations.file(
                folder,
                NOBODY,
                Configurations.DRY_RUN,
                "signals: {calendar: {events: none.csv}, traces: [{path: no.csv, columns: {a: transactions}}]}");
        assertThat(Main.run("config", "check", "--config", bad.toString())).isEqualTo(2);
        assertThat(printed.err())
                .contains("has 2 problems")
                .contains("none.csv")
                .contains("no.csv");
    }

    @Test
    void theDoctorEndsWithWhatItFound() {
        try (FakeFlink flink = FakeFlink.tuned()) {
            String slots = "planner: {slotsPerTaskManager: 2}\nhttp: {port: 0}";
            String config = Configurations.file(folder, flink.address(), Configurations.DRY_RUN, slots)
                    .toString();
            assertThat(Main.run("doctor", "--config", config)).isZero();
            assertThat(printed.out()).contains("Reactive Mode").contains("0 problems, 0 without an answer");
            flink.configuration.remove("scheduler-mode");
            assertThat(Main.run("doctor", "--config", config, "-o", "json")).isEqualTo(3);
            assertThat(printed.out()).contains("\"text\" : \"scheduler-mode: reactive\"");
        }
        String config =
                Configurations.file(folder, NOBODY, Configurations.DRY_RUN).toString();
        assertThat(Main.run("doctor", "--config", config)).isEqualTo(4);
    }

    @Test
    void aDecisionIsExplained() throws IOException {
        String config =
                Configurations.file(folder, NOBODY, Configurations.DRY_RUN).toString();
        assertThat(Main.run("explain", "--config", config)).isEqualTo(1);
        assertThat(printed.err())
                .contains("there is no decision log " + folder.resolve("data/decisions.db") + " on this machine")
                .contains("nothing was decided yet")
                .contains("--at http://127.0.0.1:8090");
        JobId job = new JobId("orders");
        try (DecisionLog log =
                DecisionLog.open(Files.createDirectories(folder.resolve("data")).resolve("decisions.db"))) {
            log.append(
                    job,
                    new TickReport(
                            NOON.toString(),
                            NOON,
                            new JobSnapshot(job, NOON, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                            Optional.empty(),
                            new Rescale(
                                    NOON,
                                    1,
                                    3,
                                    new Cause.Recorded("forecast-peak", "The load rises."),
                                    Optional.of(new Basis(
                                            900, 50, 0.1, Optional.of(1500.0), 1500, 300, 600, Duration.ofSeconds(80))),
                                    List.of(new Adjustment(
                                            "step limit", 4, 3, new Cause.Recorded("step-limit", "at most 2 more")))),
                            PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8)),
                            Optional.of(new ScalingTarget.Applied()),
                            new Standing.Leads()));
            log.settings().serves(job, Optional.of(new SettingsLog.Tuned(NOON, Map.of("rescalesPerDay", 4))), NOON);
            log.append(
                    job,
                    new DecisionOutcome(
                            NOON.toString(),
                            Map.of(RescaleStage.RUNNING, Duration.ofSeconds(42)),
                            Optional.empty(),
                            Optional.of(3.0),
                            true));
        }
        assertThat(Main.run("explain", "--config", config)).isZero();
        assertThat(printed.out())
                .contains("1 -> 3 TaskManagers")
                .contains("The load rises.")
                .contains("step limit, 4 -> 3: at most 2 more")
                .contains("1500 records/s")
                .contains("tuned at 2026-01-31T12:00:00Z, below what the configuration says")
                .contains("after 42s");
        assertThat(Main.run("explain", NOON.plusSeconds(1).toString(), "--config", config))
                .isEqualTo(1);
        assertThat(printed.err()).contains("no decision '2026-01-31T12:00:01Z' of job orders");
    }

    @Test
    void aPlanNeedsFlink() {
        String config =
                Configurations.file(folder, NOBODY, Configurations.DRY_RUN).toString();
        assertThat(Main.run("plan", "--config", config)).isEqualTo(4);
        assertThat(printed.err()).contains("http://127.0.0.1:1");
    }
}
