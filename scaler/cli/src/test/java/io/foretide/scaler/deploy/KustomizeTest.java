package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
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
