package io.foretide.scaler.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definition of the objects. That an API server takes it is shown where there is one. */
class AutoscalerDefinitionTest {
    private static final Path FILE = Path.of("..", "deploy", "helm", "foretide", "crds", "predictiveautoscalers.yaml");

    /** {@code -Ddocs.write=true} writes it. */
    @Test
    void theChartsDefinitionIsWrittenFromTheKeys() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, AutoscalerDefinition.manifest());
        }
        assertThat(Files.readString(FILE)).isEqualTo(AutoscalerDefinition.manifest());
    }

    @Test
    void noKeyThatNamesAFileOrBelongsToTheServiceIsInIt() throws IOException {
        JsonNode spec = Yaml.documents(AutoscalerDefinition.manifest())
                .next()
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
        assertThat(spec.path("target").path("properties").has("namespace")).isTrue();
        assertThat(names(spec.at("/signals/properties/calendar/properties"))).doesNotContain("events");
        assertThat(names(spec))
                .contains("maxTaskManagers", "rest", "placeholders")
                .doesNotContain(
                        "data",
                        "http",
                        "leader",
                        "passwordFile",
                        "tokenFile",
                        "caFile",
                        "registry",
                        "secretFile",
                        "context",
                        "traces",
                        "propertiesFile",
                        "workDirectory");
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.properties().forEach(entry -> {
            names.add(entry.getKey());
            names.addAll(names(entry.getValue().path("properties")));
            names.addAll(names(entry.getValue().path("items").path("properties")));
        });
        return names;
    }
}
