package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the image that was built as the chart runs it, as far as a machine without a container engine can: {@link Pod}. Without the
 * image it is skipped; where the environment says CI=true, it fails.
 */
class ImageIT {
    private static final String MANIFESTS = Chart.render("{target: {type: dry-run}}");

    @TempDir
    static Path opened;

    @TempDir
    Path folder;

    private static ImageTar image;
    private Pod pod;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(
                Files.exists(ImageTar.FILE) || "true".equals(System.getenv("CI")),
                "the image is not built. Maybe: ./mvnw -B package -Pimage -DskipTests");
        assumeTrue(
                new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "true")
                                .start()
                                .waitFor()
                        == 0,
                "this machine does not let us mount folders for a process alone: that takes root");
        image = ImageTar.openedIn(opened);
        image.unpack(opened.resolve("root"));
    }

    @BeforeEach
    void make() throws Exception {
        pod = new Pod(folder, opened.resolve("root"), image.environment(), container());
    }

    @AfterEach
    void remove() throws Exception {
        pod.close();
    }

    @Test
    void isWhatTheChartAsksFor() {
        PodSpec spec = podSpec();
        assertThat(image.name()).isEqualTo(container().getImage());
        assertThat(image.entrypoint()).isEqualTo(container().getCommand());
        assertThat(image.arguments()).isEqualTo(container().getArgs());
        assertThat(image.user())
                .isEqualTo(spec.getSecurityContext().getRunAsUser() + ":"
                        + spec.getSecurityContext().getRunAsGroup());
        assertThat(image.ports()).containsExactly(container().getPorts().get(0).getContainerPort() + "/tcp");
        assertThat(container().getVolumeMounts())
                .allSatisfy(mount -> assertThat(opened.resolve("root" + mount.getMountPath()))
                        .isDirectory());
    }

    @Test
    void servesAndAnswersTheProbesOfTheChart() throws Exception {
        int port = freePort();
        try (FakeFlink flink = FakeFlink.tuned()) {
            configure(flink, port);
            long begun = System.nanoTime();
            Process serve = pod.start();
            try {
                Probe startup = container().getStartupProbe();
                Duration patience =
                        Duration.ofSeconds((long) startup.getPeriodSeconds() * startup.getFailureThreshold());
                long live = answered(serve, startup.getHttpGet(), port, patience) - begun;
                long ready = answered(serve, container().getReadinessProbe().getHttpGet(), port, patience) - begun;
                assertThat(status(container().getLivenessProbe().getHttpGet(), port))
                        .isEqualTo(200);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> Files.exists(pod.data().resolve("features.db")));
                System.out.printf(
                        "The image: %d MB, unpacked %d MB; live after %.1f s, ready after %.1f s; most memory %s MB of %d MB%n",
                        megabytes(Files.size(ImageTar.FILE)),
                        megabytes(size(opened.resolve("root"))),
                        live / 1e9,
                        ready / 1e9,
                        pod.mostMemory()
                                .map(bytes -> Long.toString(megabytes(bytes)))
                                .orElse("unknown"),
                        megabytes(pod.memoryLimit()));
                Pod.terminate(serve);
                assertThat(serve.waitFor(30, TimeUnit.SECONDS))
                        .as("ends within Kubernetes' patience")
                        .isTrue();
            } finally {
                Pod.kill(serve);
            }
        }
    }

    @Test
    void trainsWithTheNativeLibrariesOfDeeplearning4jAndXgboost() throws Exception {
        String output = output(
                "foretide train --preset quick --models xgboost,lstm --until 2001-01-15T00:00:00Z --registry /var/lib/foretide/models --promote");
        assertThat(output).contains("xgboost", "lstm");
        assertThat(pod.data().resolve("models")).isNotEmptyDirectory();
        assertThat(pod.cache()).isNotEmptyDirectory();
    }

    @Test
    void simulatesWithTheOperatorsAutoscalerAndDraws() throws Exception {
        String output = output(
                "foretide simulate --trace flights --records-per-second-per-slot 25 --slots-per-task-manager 2 --policies flink-operator --png simulation.png");
        assertThat(output).contains("flink-operator");
        assertThat(pod.data().resolve("simulation.png")).isNotEmptyFile();
    }

    @Test
    void writesToItsVolumesOnly() throws Exception {
        assertThat(output("echo x > /var/lib/foretide/x; echo x > /var/cache/foretide/x; echo x > /tmp/x; echo done"))
                .isEqualTo("done\n");
        for (String file : List.of("/x", "/opt/foretide/x", "/etc/foretide/x")) {
            assertThat(output("echo x > " + file + " || echo refused")).contains("Read-only file system", "refused");
        }
    }

    @Test
    void runsWithoutPrivilegesInTheMemoryOfTheChart() throws Exception {
        String status = output("while read -r line; do echo \"$line\"; done < /proc/self/status");
        assertThat(status)
                .containsPattern("Uid:\\s+10001\\s+10001\\s+10001")
                .containsPattern("Groups:\\s*\n")
                .containsPattern("CapEff:\\s+0+\n")
                .containsPattern("NoNewPrivs:\\s+1");
        if (pod.mostMemory().isPresent()) {
            assertThat(output("java -XshowSettings:system -version"))
                    .contains("Memory Limit: %d.00G".formatted(pod.memoryLimit() >> 30));
        }
    }

    /** What a line of the shell prints, which has to go well. */
    private String output(String line) throws Exception {
        Process process = pod.start(List.of("sh", "-c", line));
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            Pod.kill(process);
        }
        assertThat(process.exitValue()).as(pod.messages()).isZero();
        return pod.messages();
    }

    /** When it first answered well, in nanoseconds. */
    private long answered(Process serve, HTTPGetAction probe, int port, Duration patience) {
        Awaitility.await()
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("it ended", () -> !serve.isAlive())
                .until(() -> status(probe, port) == 200);
        return System.nanoTime();
    }

    private static int status(HTTPGetAction probe, int port) throws IOException, InterruptedException {
        assertThat(probe.getPort().getStrVal())
                .isEqualTo(container().getPorts().get(0).getName());
        URI address = URI.create("http://127.0.0.1:" + port + probe.getPath());
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** The chart's configuration, but for where Flink is and where it serves, and without an API server to agree on a leader. */
    private void configure(FakeFlink flink, int port) throws IOException {
        String rendered = ChartTest.only(MANIFESTS, ConfigMap.class).getData().get("foretide.yaml");
        ObjectNode configuration = (ObjectNode) new YAMLMapper().readTree(rendered);
        ((ObjectNode) configuration.get("flink")).put("rest", flink.address().toString());
        ((ObjectNode) configuration.get("http")).put("host", "127.0.0.1").put("port", port);
        ((ObjectNode) configuration.get("target")).put("taskManagers", 2);
        configuration.remove("leader");
        new YAMLMapper().writeValue(pod.config().resolve("foretide.yaml").toFile(), configuration);
    }

    private static PodSpec podSpec() {
        return ChartTest.only(MANIFESTS, StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container container() {
        return podSpec().getContainers().get(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
