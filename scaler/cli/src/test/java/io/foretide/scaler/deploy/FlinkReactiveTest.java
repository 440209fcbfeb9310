package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of a Flink in Reactive Mode fits together, and fits the chart's defaults. */
class FlinkReactiveTest {
    private static final Path FOLDER = Chart.DEPLOY.resolve("flink-reactive");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void everyKeyOfTheConfigurationHasItsReason() throws Exception {
        String blank = "";
        String above = blank;
        for (String line : configuration().lines().toList()) {
            if (line.matches("\\S+: .*")) {
                assertThat(above).as(line).isNotEqualTo(blank);
            }
            above = line.strip();
        }
    }

    @Test
    void setsWhatForetideAsksOfFlink() throws Exception {
        Map<String, String> keys = keys();
        assertThat(keys)
                .containsEntry("scheduler-mode", "reactive")
                .containsEntry("jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "2 s")
                .containsEntry("jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "0 s")
                .containsEntry("execution.checkpointing.interval", "10 s")
                .containsEntry("heartbeat.interval", "1 s")
                .containsKeys("restart-strategy.type", "web.adaptive-scheduler.rescale-history.size");
        assertThat(Integer.parseInt(keys.get("metrics.fetcher.update-interval")))
                .isLessThanOrEqualTo(5000);
    }

    @Test
    void theLimitsAreTheMemoryThatFlinkIsTold() throws Exception {
        Map<String, String> keys = keys();
        for (Deployment deployment : deployments()) {
            Container container = pod(deployment).getContainers().get(0);
            Quantity told = new Quantity(keys.get(deployment.getMetadata().getName() + ".memory.process.size")
                    .replace("m", "Mi"));
            assertThat(container.getResources().getLimits()).containsEntry("memory", told);
            assertThat(container.getResources().getRequests())
                    .containsEntry("memory", told)
                    .containsKey("cpu");
        }
    }

    @Test
    void runsWithoutPrivilegesAndWithProbes() throws Exception {
        assertThat(deployments()).hasSize(2).allSatisfy(deployment -> {
            PodSpec pod = pod(deployment);
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getTerminationGracePeriodSeconds()).isPositive();
            Container container = pod.getContainers().get(0);
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(container.getStartupProbe()).isNotNull();
        });
    }

    @Test
    void thePortsAreTheSameEverywhere() throws Exception {
        Map<String, String> keys = keys();
        Service service = ofType(Service.class).get(0);
        Map<String, Integer> ports = service.getSpec().getPorts().stream()
                .collect(Collectors.toMap(ServicePort::getName, ServicePort::getPort));
        assertThat(ports)
                .containsEntry("rpc", Integer.valueOf(keys.get("jobmanager.rpc.port")))
                .containsEntry("blob", Integer.valueOf(keys.get("blob.server.port")))
                .containsEntry("rest", Integer.valueOf(keys.get("rest.port")));
        for (Deployment deployment : deployments()) {
            assertThat(pod(deployment).getContainers().get(0).getPorts())
                    .allSatisfy(port -> assertThat(port.getContainerPort())
                            .isEqualTo(
                                    deployment.getMetadata().getName().equals("jobmanager")
                                            ? ports.get(port.getName())
                                            : Integer.valueOf(keys.get("taskmanager.rpc.port"))));
        }
        assertThat(keys.get("jobmanager.rpc.address"))
                .isEqualTo(service.getMetadata().getName());
    }

    @Test
    void theChartsDefaultsFindIt() throws Exception {
        String yaml = ChartTest.only(Chart.renderDefaults(), ConfigMap.class)
                .getData()
                .get("foretide.yaml");
        JsonNode foretide = YAML.readTree(yaml);
        Service service = ofType(Service.class).get(0);
        assertThat(foretide.path("flink").path("rest").asText())
                .isEqualTo("http://" + service.getMetadata().getName() + "."
                        + service.getMetadata().getNamespace() + ".svc:"
                        + keys().get("rest.port"));
        assertThat(foretide.path("planner").path("slotsPerTaskManager").asText())
                .isEqualTo(keys().get("taskmanager.numberOfTaskSlots"));
        assertThat(deployments())
                .extracting(d ->
                        d.getMetadata().getNamespace() + "/" + d.getMetadata().getName())
                .contains(foretide.path("target").path("namespace").asText() + "/"
                        + foretide.path("target").path("name").asText());
    }

    @Test
    void anApplyLeavesTheNumberOfTaskManagersToForetide() throws Exception {
        assertThat(deployments())
                .filteredOn(d -> d.getMetadata().getName().equals("taskmanager"))
                .singleElement()
                .satisfies(d -> assertThat(d.getSpec().getReplicas()).isNull());
    }

    @Test
    void hasNoKeyThatKubernetesDoesNotKnow() throws Exception {
        assertThat(objects())
                .allSatisfy(object -> assertThat(UnknownKeys.of(object)).isEmpty());
    }

    private static String configuration() throws Exception {
        return ofType(ConfigMap.class).get(0).getData().get("config.yaml");
    }

    private static Map<String, String> keys() throws Exception {
        return YAML.readTree(configuration()).properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    private static List<Deployment> deployments() throws Exception {
        return ofType(Deployment.class);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static <T extends HasMetadata> List<T> ofType(Class<T> type) throws Exception {
        return objects().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What the kustomization names. */
    private static List<HasMetadata> objects() throws Exception {
        List<HasMetadata> objects = new ArrayList<>();
        for (JsonNode file :
                YAML.readTree(FOLDER.resolve("kustomization.yaml").toFile()).path("resources")) {
            objects.addAll(Chart.objects(Files.readString(FOLDER.resolve(file.asText()))));
        }
        return objects;
    }
}
