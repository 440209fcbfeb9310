package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final String EVERYTHING = """
            job: flights
            flink: {rest: "https://flink.example:8443", job: positions}
            target:
              namespace: streaming
              kind: StatefulSet
              mode: auto
              checkpointBeforeShrink: true
              placeholders: {enabled: true}
            planner: {cooldown: 10m, excluded: ["22:00-23:30"]}
            config:
              tick: 30s
              signals: {calendar: {zone: America/New_York, country: us, events: /etc/foretide/events.csv}}
            files:
              events.csv: |
                from,to,name
            replicas: 3
            image: {repository: images.example/foretide, tag: "1.2.3"}
            imagePullSecrets: [{name: pull}]
            javaOptions: [-Xmx1g, -Duser.timezone=UTC]
            persistence: {storageClassName: fast}
            training: {timeZone: Etc/UTC, preset: quick}
            serviceAccount: {name: scaler, annotations: {a: b}}
            networkPolicy: {ingressNamespaces: [monitoring]}
            serviceMonitor: {enabled: true, labels: {release: prometheus}}
            podAnnotations: {c: d}
            podLabels: {team: flights}
            nodeSelector: {kubernetes.io/arch: amd64}
            tolerations: [{key: dedicated, operator: Exists}]
            priorityClassName: system-cluster-critical
            """;

    private static final String LITTLE = """
            target: {type: dry-run}
            replicas: 1
            persistence: {enabled: false}
            serviceAccount: {create: false}
            rbac: {create: false}
            podDisruptionBudget: {enabled: false}
            networkPolicy: {enabled: false}
            """;

    @Test
    void passesTheStrictLint() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }

    @Test
    void consistsOfTheseObjectsByDefault() {
        assertThat(Chart.objects(Chart.renderDefaults()).stream()
                        .map(o -> o.getKind() + " " + o.getMetadata().getNamespace() + "/"
                                + o.getMetadata().getName()))
                .containsExactlyInAnyOrder(
                        "NetworkPolicy foretide/foretide",
                        "NetworkPolicy foretide/foretide-training",
                        "PodDisruptionBudget foretide/foretide",
                        "ServiceAccount foretide/foretide",
                        "ConfigMap foretide/foretide",
                        "Role foretide/foretide",
                        "Role flink/foretide-orders",
                        "RoleBinding foretide/foretide",
                        "RoleBinding flink/foretide-orders",
                        "Service foretide/foretide",
                        "StatefulSet foretide/foretide",
                        "CronJob foretide/foretide-train-0",
                        "CronJob foretide/foretide-train-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LITTLE})
    void rendersToObjectsOfKnownTypes(String values) {
        assertThat(Chart.objects(Chart.render(values))).isNotEmpty().allSatisfy(object -> {
            assertThat(object.getMetadata().getName()).isNotBlank();
            if (!object.getKind().equals("ServiceMonitor")) { // belongs to the Prometheus operator
                assertThat(object.getClass().getSimpleName()).isEqualTo(object.getKind());
                assertThat(UnknownKeys.of(object)).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LITTLE})
    void runsWithoutPrivileges(String values) {
        List<PodSpec> pods = pods(Chart.render(values));
        assertThat(pods).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(List.of(
                            Optional.ofNullable(pod.getHostNetwork()),
                            Optional.ofNullable(pod.getHostPID()),
                            Optional.ofNullable(pod.getHostIPC())))
                    .containsOnly(Optional.empty());
            assertThat(pod.getVolumes())
                    .allSatisfy(v -> assertThat(v.getHostPath()).isNull());
            assertThat(pod.getInitContainers()).isEmpty();
            assertThat(pod.getContainers()).hasSize(1).allSatisfy(ChartTest::hasNoPrivileges);
        });
    }

    private static void hasNoPrivileges(Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LITTLE})
    void mountsEveryFolderThatIsWrittenTo(String values) {
        assertThat(pods(Chart.render(values))).allSatisfy(pod -> {
            Container container = pod.getContainers().get(0);
            assertThat(container.getVolumeMounts())
                    .extracting(mount -> mount.getName() + " " + mount.getMountPath())
                    .containsExactlyInAnyOrder(
                            "config /etc/foretide", "data /var/lib/foretide", "cache /var/cache/foretide", "tmp /tmp");
            assertThat(container.getEnv())
                    .contains(
                            new EnvVar("OMP_NUM_THREADS", "1", null),
                            new EnvVar("FORETIDE_CACHE", "/var/cache/foretide", null));
        });
    }

    @Test
    void filesOfTheWayToFlinkAreMountedWhereItIsServed() {
        String manifests = Chart.render("""
                flink:
                  rest: https://flink.example/streaming/orders
                  auth: {tokenFile: /etc/flink/token}
                  tls: {caFile: /etc/flink/ca.crt}
                  proxy: "proxy.example:3128"
                extraVolumes: [{name: flink, secret: {secretName: flink-rest}}]
                extraVolumeMounts: [{name: flink, mountPath: /etc/flink, readOnly: true}]
                """);
        PodSpec pod = only(manifests, StatefulSet.class).getSpec().getTemplate().getSpec();
        assertThat(pod.getVolumes())
                .anySatisfy(volume -> assertThat(volume.getSecret())
                        .isNotNull()
                        .satisfies(secret -> assertThat(secret.getSecretName()).isEqualTo("flink-rest")));
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/etc/flink"));
        assertThat(only(manifests, ConfigMap.class).getData().get("foretide.yaml"))
                .contains("tokenFile: /etc/flink/token", "caFile: /etc/flink/ca.crt", "proxy: proxy.example:3128");
        assertThat(Chart.objects(manifests, CronJob.class))
                .allSatisfy(job -> assertThat(pod(job).getContainers().get(0).getVolumeMounts())
                        .noneMatch(mount -> mount.getName().equals("flink")));
    }

    @Test
    void servesWithProbesOnItsHttpPort() {
        Container container =
                pods(Chart.renderDefaults()).get(0).getContainers().get(0);
        assertThat(container.getCommand()).containsExactly("foretide");
        assertThat(container.getArgs()).containsExactly("serve", "--config", "/etc/foretide/foretide.yaml");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
        assertThat(container.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(8090));
    }

    @Test
    void everyReplicaKeepsItsHistoryAndIsTrainedOnItWhereItRuns() {
        String manifests = Chart.render("{replicas: 3}");
        assertThat(only(manifests, StatefulSet.class).getSpec().getVolumeClaimTemplates())
                .extracting(claim -> claim.getMetadata().getName())
                .containsExactly("data");
        List<CronJob> jobs = Chart.objects(manifests, CronJob.class);
        assertThat(jobs).hasSize(3);
        for (int replica = 0; replica < jobs.size(); replica++) {
            PodSpec pod = pod(jobs.get(replica));
            String name = "foretide-" + replica;
            assertThat(pod.getVolumes())
                    .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                    .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
                    .containsExactly("data-" + name);
            assertThat(pod.getAffinity()
                            .getPodAffinity()
                            .getRequiredDuringSchedulingIgnoredDuringExecution()
                            .get(0)
                            .getLabelSelector()
                            .getMatchLabels())
                    .containsEntry("statefulset.kubernetes.io/pod-name", name);
            assertThat(pod.getContainers().get(0).getArgs())
                    .containsExactly("train", "--config", "/etc/foretide/foretide.yaml", "--preset", "full");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        }
    }

    @Test
    void trainsNothingWithoutPersistence() {
        String manifests = Chart.render("{persistence: {enabled: false}}");
        assertThat(Chart.objects(manifests, CronJob.class)).isEmpty();
        assertThat(only(manifests, StatefulSet.class).getSpec().getVolumeClaimTemplates())
                .isEmpty();
    }

    @Test
    void aChangeOfTheConfigurationRestartsThePods() {
        assertThat(checksum("{}"))
                .isEqualTo(checksum("{replicas: 3}"))
                .isNotEqualTo(checksum("{config: {tick: 30s}}"))
                .isNotEqualTo(checksum("{files: {events.csv: x}}"));
    }

    @Test
    void theServiceLeadsToThePodsThatServe() {
        String manifests = Chart.renderDefaults();
        Service service = only(manifests, Service.class);
        assertThat(only(manifests, StatefulSet.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector())
                .containsAllEntriesOf(only(manifests, PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        assertThat(Chart.objects(manifests, CronJob.class))
                .allSatisfy(job -> assertThat(job.getSpec()
                                .getJobTemplate()
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels())
                        .doesNotContainEntry("app.kubernetes.io/component", "scaler"));
    }

    @Test
    void theNetworkIsOpenForHttpInAndForDnsTheApiServerAndFlinkOut() {
        NetworkPolicy policy =
                Chart.objects(Chart.render("""
                        flink: {rest: "https://flink.example:8443"}
                        networkPolicy: {ingressNamespaces: [monitoring], apiServer: {cidr: 10.0.0.1/32, ports: [6443]}}
                        """), NetworkPolicy.class).get(0);
        JsonNode spec = new YAMLMapper().valueToTree(policy.getSpec());
        assertThat(spec.path("ingress").toString())
                .isEqualTo("[{\"from\":[{\"podSelector\":{}},"
                        + "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"monitoring\"}}}],"
                        + "\"ports\":[{\"port\":\"http\",\"protocol\":\"TCP\"}]}]");
        assertThat(spec.path("egress").toString())
                .isEqualTo(
                        "[{\"ports\":[{\"port\":53,\"protocol\":\"UDP\"},{\"port\":53,\"protocol\":\"TCP\"}]},"
                                + "{\"ports\":[{\"port\":6443,\"protocol\":\"TCP\"}],\"to\":[{\"ipBlock\":{\"cidr\":\"10.0.0.1/32\"}}]},"
                                + "{\"ports\":[{\"port\":8443,\"protocol\":\"TCP\"}],"
                                + "\"to\":[{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"flink\"}}}]}]");
    }

    @Test
    void theApiServerIsLookedForInPrivateNetworksAlone() {
        NetworkPolicy policy =
                Chart.objects(Chart.renderDefaults(), NetworkPolicy.class).get(0);
        assertThat(policy.getSpec().getEgress().get(1).getTo())
                .extracting(to -> to.getIpBlock().getCidr())
                .containsExactly("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
    }

    @Test
    void thePriorityClassComesWithThePlaceholders() {
        assertThat(Chart.objects(Chart.renderDefaults(), PriorityClass.class)).isEmpty();
        PriorityClass priority = only(Chart.render(EVERYTHING), PriorityClass.class);
        assertThat(priority.getMetadata().getName()).isEqualTo("foretide-placeholder");
        assertThat(priority.getValue()).isEqualTo(-10);
        assertThat(priority.getPreemptionPolicy()).isEqualTo("Never");
        assertThat(Chart.objects(
                        Chart.render("{target: {placeholders: {enabled: true, createPriorityClass: false}}}"),
                        PriorityClass.class))
                .isEmpty();
    }

    @Test
    void usesTheApisOfAnOldKubernetes() {
        assertThat(Chart.render("{}", "1.20.2"))
                .contains("apiVersion: policy/v1beta1", "apiVersion: batch/v1beta1")
                .doesNotContain("apiVersion: policy/v1\n", "apiVersion: batch/v1\n");
    }

    @Test
    void aKeyThatItsTypeDoesNotKnowWouldBeFound() {
        String manifests = Chart.renderDefaults().replace("maxUnavailable:", "maxUnavailabel:");
        assertThat(UnknownKeys.of(only(manifests, PodDisruptionBudget.class)))
                .containsExactly("PodDisruptionBudget.Spec.maxUnavailabel");
    }

    @Test
    void isOfTheVersionOfTheProject() throws Exception {
        String version = new YAMLMapper()
                .readTree(Chart.FOLDER.resolve("Chart.yaml").toFile())
                .path("appVersion")
                .asText();
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + version + "-SNAPSHOT</version>");
    }

    @Test
    void tellsHowToGoOn() {
        assertThat(Chart.notes("{}"))
                .contains("It recommends and changes nothing")
                .contains("foretide doctor --config /etc/foretide/foretide.yaml")
                .contains("--reuse-values --set target.mode=auto")
                .doesNotContain("WARNING");
        assertThat(Chart.notes(LITTLE))
                .contains("It changes nothing", "WARNING")
                .doesNotContain("annotate");
    }

    private static String checksum(String values) {
        return only(Chart.render(values), StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/config");
    }

    static <T extends HasMetadata> T only(String manifests, Class<T> kind) {
        List<T> found = Chart.objects(manifests, kind);
        assertThat(found).as(kind.getSimpleName()).hasSize(1);
        return found.get(0);
    }

    private static List<PodSpec> pods(String manifests) {
        return Stream.concat(
                        Chart.objects(manifests, StatefulSet.class).stream()
                                .map(set -> set.getSpec().getTemplate().getSpec()),
                        Chart.objects(manifests, CronJob.class).stream().map(ChartTest::pod))
                .toList();
    }

    private static PodSpec pod(CronJob job) {
        return job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
    }

    @Test
    void theConfigurationIsBesideTheFilesItNames() {
        assertThat(only(Chart.render(EVERYTHING), ConfigMap.class).getData().keySet())
                .containsExactlyInAnyOrder("foretide.yaml", "events.csv");
    }
}
