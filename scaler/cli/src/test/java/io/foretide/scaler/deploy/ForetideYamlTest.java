package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart writes a configuration that Foretide reads. */
class ForetideYamlTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path folder;

    @Test
    void namesTheTargetAndTheLease() throws Exception {
        assertThat(YAML.writeValueAsString(rendered("{}").path("target"))).isEqualToIgnoringNewLines("""
                ---
                annotate: true
                checkpointBeforeShrink: false
                comparePods: true
                deletionCost: true
                kind: "Deployment"
                mode: "recommend"
                name: "taskmanager"
                namespace: "flink"
                type: "kubernetes-deployment"
                """);
        assertThat(YAML.writeValueAsString(rendered("{}").path("leader"))).isEqualToIgnoringNewLines("""
                ---
                enabled: true
                lease: "foretide-orders"
                namespace: "foretide"
                """);
    }

    @Test
    void namesOnlyWhatTheTypeKnows() throws Exception {
        assertThat(rendered("{target: {type: dry-run}}").path("target").toString())
                .isEqualTo("{\"type\":\"dry-run\"}");
        assertThat(rendered("{target: {type: rescale-api}}").path("target").toString())
                .isEqualTo("{\"mode\":\"recommend\",\"type\":\"rescale-api\"}");
        assertThat(rendered("{target: {type: flink-deployment}}").path("target").has("kind"))
                .isFalse();
        assertThat(rendered("{target: {placeholders: {enabled: true}}}")
                        .path("target")
                        .path("placeholders")
                        .toString())
                .isEqualTo("{\"enabled\":true,\"name\":\"taskmanager-placeholder\",\"namespace\":\"flink\","
                        + "\"priorityClass\":\"foretide-placeholder\"}");
    }

    @Test
    void isReadByForetide() throws Exception {
        ForetideConfig config = read(rendered("""
                flink: {job: orders-enrichment}
                planner: {cooldown: 10m, excluded: ["22:00-23:30"]}
                config:
                  tick: 30s
                  inference: {every: 2m}
                  signals: {calendar: {zone: America/New_York, events: /etc/foretide/events.csv}}
                """));
        assertThat(config.job().value()).isEqualTo("orders");
        assertThat(config.flink().access().address()).hasToString("http://jobmanager.flink.svc:8081");
        assertThat(config.flink().job()).contains("orders-enrichment");
        assertThat(config.data()).isEqualTo(Path.of("/var/lib/foretide"));
        assertThat(config.registry()).hasToString("/var/lib/foretide/models");
        assertThat(config.tick()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.inferenceEvery()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.planner().slotsPerTaskManager()).isEqualTo(2);
        assertThat(config.planner().rules().cooldown()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.planner().rules().excluded()).hasSize(1);
        assertThat(config.calendar().events()).contains(Path.of("/etc/foretide/events.csv"));
        assertThat(config.http()).isEqualTo(new ForetideConfig.Http("0.0.0.0", 8090, List.of()));
    }

    @Test
    void replicasOfOneStoreShareTheJobsWithoutALeader() throws Exception {
        ObjectNode configuration = rendered("""
                store: {url: "jdbc:postgresql://db.example:5433/foretide", secret: store}
                replicas: 3
                """);
        FleetConfig fleet =
                ConfigReader.fleet(Files.writeString(folder.resolve("foretide.yaml"), configuration.toString()));
        assertThat(fleet.problems()).isEmpty();
        assertThat(fleet.store()).hasToString("jdbc:postgresql://db.example:5433/foretide");
        assertThat(fleet.replica()).isPresent();
        assertThat(fleet.jobs()).extracting(FleetConfig.Job::name).containsExactly("orders");
        assertThat(fleet.jobs().get(0).config().orElseThrow().leader()).isEmpty();
    }

    private static ObjectNode rendered(String values) throws Exception {
        String yaml =
                ChartTest.only(Chart.render(values), ConfigMap.class).getData().get("foretide.yaml");
        return (ObjectNode) YAML.readTree(yaml);
    }

    private ForetideConfig read(ObjectNode configuration) throws Exception {
        return ConfigReader.read(Files.writeString(folder.resolve("foretide.yaml"), configuration.toString()));
    }
}
