package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command's output, byte for byte, as it is in {@code golden/}: exit code, standard output and standard error. A change
 * that is meant is written with {@code -Dgolden.write=FOLDER} and reviewed as part of its commit.
 */
@EnableKubernetesMockClient(crud = true, https = false)
class GoldenTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

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
        System.setProperty("picocli.usage.width", "100");
    }

    @AfterEach
    void clear() {
        List.of("foretide.home", "kubernetes.auth.tryKubeConfig", "kubernetes.master", "picocli.usage.width")
                .forEach(System::clearProperty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "serve",
                "train",
                "models",
                "models list",
                "models show",
                "models promote",
                "models rollback",
                "models shadow",
                "tune",
                "tuning",
                "tuning show",
                "tuning rollback",
                "simulate",
                "backtest",
                "plan",
                "explain",
                "target",
                "target status",
                "target pin",
                "target unpin",
                "target pause",
                "target resume",
                "target mode",
                "target reclaim",
                "store",
                "store repair",
                "store forget",
                "discover",
                "doctor",
                "config",
                "config check",
                "config show"
            })
    void help(String command) throws IOException {
        verify("help " + command, (command + " --help").trim());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minimal|target: {type: dry-run}",
                "dry-run|target: {type: dry-run, taskManagers: 3}; planner: {maxTaskManagers: 12, sloLag: 2m, cooldown: 7m}",
                "deployment|target: {type: kubernetes-deployment, namespace: flink, name: tm, mode: auto,"
                        + " placeholders: {enabled: true}}; leader: {enabled: true}",
                "stateful|target: {type: kubernetes-deployment, kind: StatefulSet, namespace: flink, name: tm,"
                        + " deletionCost: false, checkpointBeforeShrink: true}",
                "flink-deployment|target: {type: flink-deployment, namespace: flink, name: job}; http: {host: 0.0.0.0,"
                        + " port: 9000}",
                "rescale-api|target: {type: rescale-api, mode: auto}; inference: {every: 2m, registry: models}; tick: 30s",
                "local|target: {type: local-processes, jobManagerPort: 6123, workDirectory: work, taskManagers: 2}",
                "planner|target: {type: dry-run}; planner: {strategy: threshold, catchUp: 90s, excluded: ['22:00-23:30'],"
                        + " windows: [{between: '06:00-10:00', min: 4}], headroom: 0.9, rescalesPerDay: 12, mostUp: 4,"
                        + " mostDown: 2, pricePerSlotHour: 0.1, pricePerViolationMinute: 2, maxParallelism: 360}",
                "training|target: {type: dry-run}; training: {schedule: daily, at: '04:10', models: [ridge], incidents:"
                        + " [2026-01-03T10:00:00Z/2026-01-03T12:30:00Z]}; signals: {calendar: {zone: Europe/Berlin,"
                        + " country: de}}",
                "wrong keys|target: {type: dry-run, mode: auto}; planner: {cooldwon: 5m}; jbo: 4",
                "wrong values|target: {type: kubernetes-deployment, mode: sometimes}; tick: soon; planner: {headroom: 0.7,"
                        + " scaleUpRatio: 0.9, minTaskManagers: 9, maxTaskManagers: 3, sloLag: 0s}; http: {port: 70000}",
                "wrong together|target: {type: dry-run, taskManagers: 99}; planner: {maxForecastAge: 1m, maxTaskManagers: 4,"
                        + " initialLeadTime: 10s, initialRestartTime: 20s}; training: {models: [oracle], incidents: [x]}",
                "missing|target: {type: local-processes}; leader: {enabled: true}"
            })
    void configuration(String name, String blocks) throws IOException {
        String config = config(NOBODY, blocks.split("; "));
        verify("config show " + name, "config", "show", "--config", config);
        verify("config check " + name, "config", "check", "--config", config);
    }

    @Test
    void simulation() throws IOException {
        String trace = trace();
        String[] base = {
            "simulate",
            "--trace",
            trace,
            "--scale-to-peak",
            "20000",
            "--records-per-second-per-slot",
            "1000",
            "--forecast-model",
            "ridge"
        };
        String all = "predictive,threshold-predictive,static-peak,reactive,hpa,clairvoyant";
        verify("simulate json", with(base, "--policies", all, "-o", "json", "--dump", folder + "/dump.csv"));
        digest("simulate dump", folder.resolve("dump.csv"));
        verify("simulate table", with(base, "--policies", all, "--csv", folder + "/figures.csv"));
        digest("simulate csv", folder.resolve("figures.csv"));
        verify(
                "simulate options",
                with(
                        base,
                        "--policies",
                        "predictive",
                        "-o",
                        "csv",
                        "--lead-time",
                        "3m",
                        "--event",
                        "2020-03-06T12:00Z/3h x3",
                        "--load-factor",
                        "1.5",
                        "--slo-lag",
                        "30s"));
        verify("simulate sweep", with(base, "--policies", "predictive", "--sweep", "headroom=0.8,0.95", "-o", "json"));
        verify("simulate page", with(base, "--policies", "static-peak,reactive", "--html", folder + "/page.html"));
        verify(
                "simulate frontier",
                with(base, "--policies", "static-peak,static-p99,hpa,reactive,predictive", "--frontier"));
        verify("simulate wrong", with(base, "--policies", "magic"));
    }

    @Test
    void backtest() throws IOException {
        String[] base = {"backtest", "--trace", trace(), "--models", "last-value,mean-15,seasonal-naive,ridge"};
        String[] all = {"backtest", "--trace", base[2], "--models", base[4] + ",ensemble"};
        verify("backtest json", with(all, "-o", "json", "--dump", folder + "/forecasts.csv"));
        digest("backtest dump", folder.resolve("forecasts.csv"));
        verify("backtest table", with(base, "--horizons", "15"));
        verify("backtest csv", with(base, "-o", "csv", "--stride", "30"));
        verify("backtest wrong", with(base, "--horizons", "7"));
        verify("backtest slices", with(base, "--horizons", "15", "--slices"));
    }

    @Test
    void doctor() throws IOException {
        try (FakeFlink flink = FakeFlink.tuned()) {
            String config = config(
                    flink.address(), "target: {type: dry-run}", "planner: {slotsPerTaskManager: 2}", "http: {port: 0}");
            verify("doctor json", "doctor", "--config", config, "-o", "json");
            flink.configuration.remove("scheduler-mode");
            flink.configuration.put("heartbeat.timeout", "5 s");
            verify("doctor table", "doctor", "--config", config);
        }
    }

    @Test
    void target() throws IOException {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("taskmanager")
                        .withNamespace("flink")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .withNewSelector()
                        .addToMatchLabels("app", "tm")
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
        String config = config(
                NOBODY, "target: {type: kubernetes-deployment, namespace: flink, name: taskmanager, mode: auto}");
        verify("target status", "target", "status", "--config", config);
        verify("target pin", "target", "pin", "6", "--config", config);
        verify("target status json", "target", "status", "--config", config, "-o", "json");
    }

    @Test
    void explanation() throws IOException {
        String config = config(NOBODY, "target: {type: dry-run}");
        JobId job = new JobId("orders");
        Files.createDirectories(folder.resolve("data"));
        try (DecisionLog log = DecisionLog.open(folder.resolve("data/decisions.db"))) {
            log.append(job, raised(job, NOON, new ScalingTarget.Applied()));
            log.append(
                    job,
                    new DecisionOutcome(
                            NOON.toString(),
                            Map.of(RescaleStage.RUNNING, Duration.ofSeconds(42)),
                            Optional.of(Duration.ofSeconds(7)),
                            Optional.of(3.0),
                            true));
        }
        verify("explain table", "explain", "--config", config);
        verify("explain json", "explain", "--config", config, "-o", "json");
        verify("explain wrong", "explain", "yesterday", "--config", config);
        try (DecisionLog log = DecisionLog.open(folder.resolve("data/decisions.db"))) {
            Cause why = new ControlCause.ByMode(Mode.RECOMMEND);
            log.append(job, raised(job, NOON.plusSeconds(60), new ScalingTarget.Recommended(why)));
        }
        verify("explain recommended", "explain", "--config", config);
    }

    @Test
    void store() throws IOException {
        String config = config(NOBODY, "target: {type: dry-run}");
        JobId job = new JobId("orders");
        verify("store repair none", "store", "repair", "--config", config);
        Files.createDirectories(folder.resolve("data"));
        verify("store repair empty", "store", "repair", "--remove", "--config", config);
        try (SqliteDatabase database =
                SqliteDatabase.open(folder.resolve("data/features.db"), FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            for (int minute = 0; minute < 60; minute++) {
                store.append(job, new FeatureRow(NOON.plusSeconds(60 * minute), Map.of(Features.DEMAND, 100.0)));
            }
            byte[] poison = ByteBuffer.allocate(Double.BYTES).putDouble(1e300).array();
            database.use(handle -> handle.execute(
                    "update feature_row set payload = ? where minute = ?", poison, NOON.getEpochSecond() / 60 + 5));
        }
        PlannerState state = PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8))
                .withNeed(1e300, PlannerSettings.defaults(2, 1, 8).tuning().learning(), NOON);
        try (DecisionLog log = DecisionLog.open(folder.resolve("data/decisions.db"))) {
            log.save(job, PlannerMemory.Memory.of(state));
        }
        verify("store found", "store", "repair", "--config", config);
        verify("store found json", "store", "repair", "--config", config, "-o", "json");
        verify("store removed", "store", "repair", "--config", config, "--remove");
        verify("store clean", "store", "repair", "--config", config);
        String until = NOON.plusSeconds(600).toString();
        verify("store forget", "store", "forget", NOON.toString(), until, "--config", config);
        verify("store forget again", "store", "forget", NOON.toString(), until, "--config", config);
        String next = NOON.plusSeconds(660).toString();
        verify("store forget one", "store", "forget", until, next, "--config", config);
        verify("store forget wrong", "store", "forget", until, NOON.toString(), "--config", config);
        verify(
                "store forget nothing",
                "store",
                "forget",
                "2020-01-01T00:00:00Z",
                "2020-01-02T00:00:00Z",
                "--config",
                config);
    }

    private static TickReport raised(JobId job, Instant at, ScalingTarget.Answer answer) {
        return new TickReport(
                at.toString(),
                at,
                new JobSnapshot(job, at, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(
                        at,
                        1,
                        3,
                        new Cause.Recorded("forecast-peak", "The load rises."),
                        Optional.of(
                                new Basis(900, 50, 0.1, Optional.of(1500.0), 1500, 300, 600, Duration.ofSeconds(80))),
                        List.of(new Adjustment("step limit", 4, 3, new Cause.Recorded("step-limit", "at most 2 more"))),
                        new SizesAhead(List.of(
                                new SizeAt(at, 3),
                                new SizeAt(at.plusSeconds(720), 5),
                                new SizeAt(at.plusSeconds(1500), 4)))),
                PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8)),
                Optional.of(answer),
                new Standing.Leads());
    }

    private String config(URI flink, String... blocks) throws IOException {
        return Files.writeString(
                        folder.resolve("foretide.yaml"),
                        "job: orders\ndata: " + folder.resolve("data") + "\nflink: {rest: \"" + flink + "\"}\n"
                                + String.join("\n", blocks) + "\n")
                .toString();
    }

    /** Eight days of a wave in steps of five minutes. */
    private String trace() throws IOException {
        StringBuilder text = new StringBuilder("time,value\n");
        Instant start = Instant.parse("2020-03-02T00:00:00Z");
        for (int i = 0; i < 8 * 288; i++) {
            text.append(start.plus(Duration.ofMinutes(5L * i)))
                    .append(',')
                    .append(Math.round(3000 - 2500 * Math.cos(2 * Math.PI * i / 288) + 40 * (i % 7)))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("wave.csv"), text).toString();
    }

    private static String[] with(String[] base, String... more) {
        return Stream.concat(Arrays.stream(base), Arrays.stream(more)).toArray(String[]::new);
    }

    private void verify(String name, String... arguments) throws IOException {
        String[] words = arguments.length == 1 ? arguments[0].split(" ") : arguments;
        printed.clear();
        int exit = Main.run(words);
        compare(name, "exit " + exit + "\n--- out\n" + printed.out() + "--- err\n" + printed.err());
    }

    private void digest(String name, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        compare(
                name,
                lines.size() + " lines, hash " + lines.hashCode() + "\n"
                        + String.join("\n", lines.subList(0, Math.min(9, lines.size()))) + "\n");
    }

    private void compare(String name, String text) throws IOException {
        String file = name.trim().replace(' ', '-') + ".txt";
        String actual = stable(text);
        String write = System.getProperty("golden.write");
        if (write != null) {
            Files.writeString(Files.createDirectories(Path.of(write)).resolve(file), actual);
            return;
        }
        try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            assertThat(actual).as(file).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Without what differs from run to run: folders, ports, measured times, progress. */
    private String stable(String text) {
        return text.replace(folder.toString(), "<folder>")
                .replaceAll("127\\.0\\.0\\.1:\\d\\d+", "127.0.0.1:<port>")
                .replaceAll("(\"(trainSeconds|forecastSeconds|predictMillis|at)\" ?: ?)[^,\\n}]+", "$1<measured>")
                .replaceAll("a look takes up to \\d+ s", "a look takes up to <measured> s")
                .replaceAll("\\d+ MiB free", "<measured> MiB free")
                .replaceAll("trained in [0-9.]+ s", "trained in <measured> s")
                .replaceAll("(?m)^(wave\\.csv,.*),[^,\\n]+,[^,\\n]+$", "$1,<measured>,<measured>")
                .replaceAll("(?m)^([a-z0-9-]+ +(?:15|max30) .*\\S) +[0-9.]+ +[0-9.]+$", "$1 <measured>")
                .replaceAll("(?m)^progress: .*\\n", "")
                .replace("\r", "");
    }
}
