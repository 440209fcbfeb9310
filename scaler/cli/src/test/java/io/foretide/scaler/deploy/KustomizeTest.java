package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The manifests for {@code kubectl apply -k} are the chart's; with {@code -Dforetide.render=true} they are written. */
class KustomizeTest {
    private static final Path FOLDER = Chart.DEPLOY.resolve("kustomize");
    private static final Path MANIFESTS = FOLDER.resolve("foretide.yaml");

    @Test
    void areTheChartWithItsDefaults() throws Exception {
        String expected = withoutHelm(Chart.renderDefaults());
        if (Boolean.getBoolean("foretide.render")) {
            Files.writeString(MANIFESTS, expected);
        }
        assertThat(Files.readString(MANIFESTS))
                .as("after a change of the chart run scaler/deploy/kustomize/render.sh")
                .isEqualTo(expected);
    }

    @Test
    void nameFilesThatExistAndTheNamespaceOfTheObjects() throws Exception {
        JsonNode kustomization =
                new YAMLMapper().readTree(FOLDER.resolve("kustomization.yaml").toFile());
        assertThat(StreamSupport.stream(kustomization.path("resources").spliterator(), false)
                        .map(file -> FOLDER.resolve(file.asText())))
                .hasSize(2)
                .allSatisfy(file -> assertThat(file).exists());
        assertThat(Chart.objects(Files.readString(FOLDER.resolve("namespace.yaml")), Namespace.class))
                .extracting(namespace -> namespace.getMetadata().getName())
                .containsExactly("foretide");
    }

    /** Only the checksum of the configuration is made in another way. */
    @Test
    void areForAJobWithOtherNamesWhatTheChartIsForIt() throws Exception {
        assertThat(documents(named(
                        0,
                        "flights",
                        "streaming",
                        "workers",
                        "https://flink.streaming.svc:8443/flights",
                        "registry.example/foretide:1.2.3")))
                .isEqualTo(documents(withoutHelm(Chart.render("""
                        job: flights
                        flink: {rest: "https://flink.streaming.svc:8443/flights"}
                        target: {namespace: streaming, name: workers}
                        image: {repository: registry.example/foretide, tag: "1.2.3"}
                        """))));
        assertThat(named(2, "Flights", "streaming", "workers", "http://flink"))
                .isEqualTo("'Flights': must be a name of a-z, 0-9 and '-'\n");
    }

    private static Set<String> documents(String manifests) {
        return Stream.of(manifests
                        .replaceAll("checksum/config: [0-9a-f]+", "checksum/config: ...")
                        .split("(?m)^---$"))
                .map(document -> document.lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n"))
                        .strip())
                .filter(document -> !document.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String named(int status, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(FOLDER.resolve("named.sh").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(status);
        return printed;
    }

    /** Nothing that Helm manages, so no label that says so; nor the file names of the templates. */
    private static String withoutHelm(String manifests) {
        return "# Written by render.sh from the chart scaler/deploy/helm/foretide.\n"
                + manifests
                        .lines()
                        .filter(line -> !line.matches(
                                "\\s+(app\\.kubernetes\\.io/managed-by|helm\\.sh/chart): .*|# Source: .*"))
                        .collect(Collectors.joining("\n", "", "\n"));
    }
}
