package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{job: Orders!} | /job",
                "{flink: {rest: jobmanager}} | /flink/rest",
                "{flink: {auth: {password: secret}}} | /flink/auth",
                "{flink: {proxy: proxy.example}} | /flink/proxy",
                "{target: {type: kubernetes}} | /target/type",
                "{target: {type: local-processes}} | /target/type",
                "{target: {kind: DaemonSet}} | /target/kind",
                "{target: {mode: on}} | /target/mode",
                "{target: {namespace: Flink}} | /target/namespace",
                "{target: {deployment: taskmanager}} | deployment",
                "{target: {deletionCost: perhaps}} | /target/deletionCost",
                "{target: {placeholders: {on: true}}} | /target/placeholders",
                "{planner: {minTaskManagers: 0}} | /planner/minTaskManagers",
                "{planner: {sloLag: soon}} | /planner/sloLag",
                "{replicas: 0} | /replicas",
                "{image: {pullPolicy: Sometimes}} | /image/pullPolicy",
                "{persistence: {accessMode: ReadWriteOncePod}} | /persistence/accessMode",
                "{persistence: {size: big}} | /persistence/size",
                "{training: {schedule: weekly}} | /training/schedule",
                "{service: {port: 0}} | /service/port",
                "{networkPolicy: {apiServer: {cidr: everywhere}}} | /networkPolicy/apiServer/cidr",
                "{javaOptions: [Xmx1g]} | /javaOptions/0",
                "{store: {url: 'jdbc:mysql://db/x'}} | /store/url",
                "{store: {url: 'jdbc:postgresql://me:secret@db/x'}} | /store/url",
                "{replicaCount: 2} | replicaCount"
            })
    void refusesABadValueAndNamesItsKey(String values, String key) {
        assertThatThrownBy(() -> Chart.render(values))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{config: {target: {type: dry-run}}} | config.target: is not allowed here; set target of the values instead",
                "{config: {http: {port: 80}}} | config.http: is not allowed here; the chart sets it",
                "{config: {inference: {registry: /models}}} | config.inference.registry: is not allowed here; the chart sets it",
                "{flink: {rest: 'https://ops:secret@flink'}} | flink.rest: must be without user and password, as a ConfigMap holds it; set flink.auth",
                "{files: {foretide.yaml: x}} | files.foretide.yaml: is not allowed; it is made of the other values",
                "{planner: {minTaskManagers: 11}} | planner.minTaskManagers 11: must be at most planner.maxTaskManagers (10)"
            })
    void refusesContradictions(String values, String message) {
        assertThatThrownBy(() -> Chart.render(values))
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void knowsExactlyTheKeysThatTheDefaultsDocument() throws Exception {
        JsonNode schema = new ObjectMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        JsonNode values =
                new YAMLMapper().readTree(Chart.FOLDER.resolve("values.yaml").toFile());
        List<String> known = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        known.remove("global"); // Helm's own
        List<String> documented = new ArrayList<>();
        values.fieldNames().forEachRemaining(documented::add);
        assertThat(known).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void everyValueIsExplained() throws Exception {
        List<String> lines = Files.readAllLines(Chart.FOLDER.resolve("values.yaml"));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean opensABlock = line.matches("\\s*[a-zA-Z]+:");
            boolean isAValue = line.matches("\\s*[a-zA-Z]+: .+") && !line.matches("\\s+(requests|limits): .+");
            if (isAValue && !opensABlock) {
                assertThat(lines.get(i - 1).strip()).as(line).startsWith("#");
            }
        }
    }
}
