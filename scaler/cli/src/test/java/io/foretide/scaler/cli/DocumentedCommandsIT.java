package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.foretide.scaler.cli.DocumentedCommands.Command;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that a page tells people to run is run as it is written, on files of the names that it has: of the trace of a page, or
 * the flights, a week takes its place. Runs in the installation that was built, for its programs.
 */
@EnableKubernetesMockClient(crud = true, https = false)
class DocumentedCommandsIT {
    /** A check ends with 3 where it finds something; here it finds that much is missing. */
    private static final Map<String, Set<Integer>> ENDS = Map.of("doctor", Set.of(0, 3));

    private static final Set<String> OUTPUTS = Set.of("--html", "--csv", "--png", "--dump", "--report");
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final String SERVICE = "http://127.0.0.1:8090";

    @TempDir
    Path folder;

    /** Set by the extension. */
    private KubernetesClient client;

    @RegisterExtension
    final Printed printed = new Printed();

    @BeforeEach
    void properties() {
        System.setProperty("kubernetes.auth.tryKubeConfig", "false");
        System.setProperty("kubernetes.master", client.getMasterUrl().toString());
    }

    @AfterEach
    void clear() {
        List.of("kubernetes.auth.tryKubeConfig", "kubernetes.master").forEach(System::clearProperty);
    }

    @TestFactory
    Stream<DynamicTest> everyCommandOfAPageRuns() throws Exception {
        FakeFlink flink = FakeFlink.tuned();
        Map<String, Path> files = files(flink);
        ServedHistory service = ServedHistory.serve(folder.resolve("data"));
        List<DynamicTest> tests = new ArrayList<>();
        for (Command command : DocumentedCommands.inBlocks()) {
            if (DocumentedCommands.whyNotRun(command).isEmpty()) {
                tests.add(dynamicTest(command.toString(), () -> run(command, files, service.address())));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests.stream().onClose(flink::close).onClose(service::close);
    }

    private void run(Command command, Map<String, Path> files, String service) {
        printed.clear();
        String[] words = arguments(command, files);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals(SERVICE) ? service : words[i];
        }
        int exit = Main.run(words);
        assertThat(exit)
                .as("%s%n%s%s", command, printed.out(), printed.err())
                .isIn(ENDS.getOrDefault(command.words().get(0), Set.of(0)));
    }

    /** The words with the files of this test in place of their names. */
    private String[] arguments(Command command, Map<String, Path> files) {
        List<String> words = new ArrayList<>();
        for (String word : command.words()) {
            boolean isOutput = !words.isEmpty() && OUTPUTS.contains(words.get(words.size() - 1));
            Path file = isOutput ? folder.resolve("out-" + word) : files.get(word);
            boolean isCheck = command.words().get(0).equals("doctor")
                    && List.of("F", "foretide.yaml").contains(word);
            words.add(
                    isCheck
                            ? String.valueOf(files.get("checked.yaml"))
                            : file != null
                                    ? file.toString()
                                    : word.startsWith("docs/")
                                            ? DocumentedCommands.ROOT
                                                    .resolve(word)
                                                    .toString()
                                            : word);
        }
        return words.toArray(String[]::new);
    }

    /** A file for every name that a page has. */
    private Map<String, Path> files(FakeFlink flink) throws IOException {
        deployment();
        ServedHistory.write(folder.resolve("data"));
        Path shop = wave("shop.csv.gz", "time,orders", "Z");
        Path local = wave("orders.csv", "Time,orders", "");
        Path rides = wave("nyc_uber_2014_04_06.csv.gz", "time,pickups", "Z");
        Map<String, Path> files = new LinkedHashMap<>();
        Path config = config(
                "foretide.yaml",
                NOBODY,
                "target: {type: kubernetes-deployment, namespace: flink, name: taskmanager, mode: auto}");
        files.put("foretide.yaml", config);
        files.put("F", config);
        files.put(
                "checked.yaml",
                config(
                        "checked.yaml",
                        flink.address(),
                        "target: {type: dry-run}\nplanner: {slotsPerTaskManager: 2}\nhttp: {port: 0}"));
        files.put("shop.csv.gz", shop);
        files.put("orders.csv.gz", shop);
        files.put("flights", shop);
        files.put("orders.csv", local);
        files.put("FOLDER/nyc_uber_2014_04_06.csv.gz", rides);
        files.put(
                "signals.yaml",
                Files.writeString(
                        folder.resolve("signals.yaml"),
                        "calendar: {zone: America/New_York, countries: [us, ca-qc]}\ntraces:\n  - {path: " + shop
                                + ", columns: {orders: weather_rain}}\n"));
        return files;
    }

    private Path config(String name, URI flink, String blocks) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "job: orders\ndata: " + folder.resolve("data") + "\nflink: {rest: \"" + flink + "\"}\n" + blocks
                        + "\n");
    }

    private void deployment() {
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
    }

    /** Eight days of a wave in steps of ten minutes, over the time of the events that pages name. */
    private Path wave(String name, String header, String offset) throws IOException {
        Path file = folder.resolve(name);
        try (Writer text = new OutputStreamWriter(
                name.endsWith(".gz") ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file),
                StandardCharsets.UTF_8)) {
            text.write(header + "\n");
            Instant start = Instant.parse("2026-11-21T00:00:00Z");
            for (int i = 0; i < 8 * 144; i++) {
                String time = start.plus(Duration.ofMinutes(10L * i)).toString().replace("Z", offset);
                text.write(
                        time + "," + Math.round(3000 - 2500 * Math.cos(2 * Math.PI * i / 144) + 40 * (i % 7)) + "\n");
            }
        }
        return file;
    }
}
