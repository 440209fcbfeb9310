package io.foretide.scaler.kubernetes.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private static final List<HasMetadata> ALL = Clusters.all("");

    private static Candidate found(List<HasMetadata> objects, String namespace, String name) {
        return Discovery.of(Clusters.inventory(objects), Map.of()).stream()
                .filter(one -> one.namespace().equals(namespace) && one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docs     | flink-taskmanager    | http://flink-jobmanager.docs:8081   | kubernetes-deployment | 3 | 2
            env      | clicks-tm            | http://clicks-jm-rest.env:80        | kubernetes-deployment | 2 | 4
            ha       | sessions-taskmanager | http://sessions-ui.ha:8081          | kubernetes-deployment | 4 | 1
            session  | adaptive-taskmanager | http://adaptive.session:8081        | rescale-api           | 5 | 1
            native   | native               | http://native-rest.native:8081      | rescale-api           | 1 | 2
            operator | payments             | http://payments-rest.operator:8099  | flink-deployment      | 3 | 2
            operator | adaptive             | https://adaptive-rest.operator:8081 | rescale-api           | 2 | 1
            """)
    void findsWhatCanBeScaledAndItsFlink(
            String namespace, String name, String address, String target, int taskManagers, int slots) {
        Candidate candidate = found(ALL, namespace, name);
        assertThat(candidate.scalable()).isEqualTo(Candidate.Scalable.YES);
        assertThat(candidate.flink()).contains(address);
        assertThat(candidate.target()).contains(target);
        assertThat(candidate.taskManagers()).isEqualTo(taskManagers);
        assertThat(candidate.slotsPerTaskManager()).isEqualTo(slots);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            session  | plain-taskmanager | a session cluster without the adaptive scheduler: set jobmanager.scheduler: adaptive
            not      | lost              | nothing says where its JobManager is: no jobmanager.rpc.address, and no JobManager with its labels
            not      | hidden            | no Service leads to port 8081 of its JobManager hidden-jm
            not      | by-hpa            | HorizontalPodAutoscaler cpu scales it, and two would undo each other's sizes
            operator | native            | native Kubernetes, without Reactive Mode: set jobmanager.scheduler: adaptive
            operator | autoscaled        | the operator's own autoscaler scales it: job.autoscaler.enabled
            operator | uncounted         | it does not say how many TaskManagers it has: set spec.taskManager.replicas
            operator | idle              | its job is suspended
            """)
    void saysWhyTheOthersCannotBe(String namespace, String name, String why) {
        Candidate candidate = found(ALL, namespace, name);
        assertThat(candidate.scalable()).isEqualTo(Candidate.Scalable.NO);
        assertThat(candidate.why()).isEqualTo(why);
        assertThat(candidate.object()).isEmpty();
    }

    @Test
    void isNotSureWhereTheConfigurationIsInTheImage() {
        Candidate candidate = found(ALL, "session", "baked-taskmanager");
        assertThat(candidate.scalable()).isEqualTo(Candidate.Scalable.MAYBE);
        assertThat(candidate.flink()).contains("http://baked.session:8081");
        assertThat(candidate.object()).isPresent();
    }

    @Test
    void findsNothingElseAndNothingTwice() {
        assertThat(Discovery.of(Clusters.inventory(ALL), Map.of()))
                .hasSize(16)
                .extracting(Candidate::name)
                .doesNotContain("web", "flink-jobmanager", "payments-taskmanager");
    }

    @Test
    void whatTheOperatorMakesIsNotScaledByItselfWhereTheOperatorsObjectCannotBeRead() {
        List<HasMetadata> objects = new ArrayList<>(Clusters.read("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: payments-taskmanager
                  namespace: operator
                  ownerReferences: [{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, name: payments, uid: "1"}]
                spec:
                  template:
                    spec: {containers: [{name: tm, image: flink, args: [taskmanager]}]}
                """));
        assertThat(found(objects, "operator", "payments-taskmanager").why())
                .isEqualTo("it is made by FlinkDeployment payments, which cannot be read");
    }

    @Test
    void anObjectRecommendsAndMayHaveTwiceOfWhatThereIs() {
        assertThat(found(ALL, "ha", "sessions-taskmanager").object().orElseThrow())
                .isEqualTo(Map.of(
                        "apiVersion",
                        "foretide.io/v1alpha1",
                        "kind",
                        "PredictiveAutoscaler",
                        "metadata",
                        Map.of("name", "sessions-taskmanager", "namespace", "ha"),
                        "spec",
                        Map.of(
                                "flink",
                                Map.of("rest", "http://sessions-ui.ha:8081"),
                                "target",
                                Map.of(
                                        "type",
                                        "kubernetes-deployment",
                                        "name",
                                        "sessions-taskmanager",
                                        "kind",
                                        "StatefulSet",
                                        "mode",
                                        "recommend"),
                                "planner",
                                Map.of("slotsPerTaskManager", 1, "maxTaskManagers", 8))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docs    | flink-taskmanager    | {target: {type: kubernetes-deployment, name: flink-taskmanager}}
            session | adaptive-taskmanager | {target: {type: rescale-api}, flink: {rest: "http://adaptive.session.svc.cluster.local:8081/"}}
            session | adaptive-taskmanager | {target: {type: rescale-api}, flink: {rest: "http://adaptive:8081"}}
            """)
    void whatAnObjectScalesIsCovered(String namespace, String name, String spec) {
        List<HasMetadata> objects = new ArrayList<>(ALL);
        objects.addAll(Clusters.read("""
                apiVersion: foretide.io/v1alpha1
                kind: PredictiveAutoscaler
                metadata: {name: mine, namespace: %s}
                spec: %s
                """.formatted(namespace, spec)));
        Candidate candidate = found(objects, namespace, name);
        assertThat(candidate.coveredBy()).contains("PredictiveAutoscaler " + namespace + "/mine");
        assertThat(candidate.object()).isEmpty();
        assertThat(Discovery.of(Clusters.inventory(objects), Map.of()))
                .filteredOn(one -> one.coveredBy().isPresent())
                .hasSize(1);
    }

    @Test
    void whatAJobOfAFileScalesIsCovered() {
        Map<String, String> jobs =
                Map.of("FlinkDeployment operator/payments", "job a", "https://adaptive-rest.operator:8081", "job b");
        assertThat(Discovery.of(Clusters.inventory(ALL), jobs))
                .filteredOn(one -> one.coveredBy().isPresent())
                .extracting(one -> one.name() + " " + one.coveredBy().orElseThrow())
                .containsExactly("adaptive job b", "payments job a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b: c",
                "a: {b: c}",
                "a:\n  b: c",
                "a.b: x # the last one counts\na.b: c",
                "a.b: \"c\"\nkey: *broken",
                "a.b: 'c'\nkey: *broken"
            })
    void readsFlinksConfigurationInAllItsForms(String text) {
        assertThat(FlinkSettings.read(text)).containsEntry("a.b", "c");
    }
}
