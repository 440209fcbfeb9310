package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.foretide.scaler.kubernetes.PodMatch.Different;
import io.foretide.scaler.kubernetes.PodMatch.Same;
import io.foretide.scaler.kubernetes.PodMatch.Unknown;
import io.foretide.telemetry.flink.FlinkControl.Registered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodMatchTest {
    private static final String OBJECT = "Deployment flink/jobmanager";

    private static Pod pod(String name, String... addresses) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withPodIP(addresses.length == 0 ? null : addresses[0])
                .withPodIPs(Stream.of(addresses)
                        .map(address -> new io.fabric8.kubernetes.api.model.PodIPBuilder()
                                .withIp(address)
                                .build())
                        .toList())
                .endStatus()
                .build();
    }

    private static List<Registered> at(String... hosts) {
        return Stream.of(hosts)
                .map(host -> new Registered(host + ":6122-a1b2c3", host))
                .toList();
    }

    @Test
    void podsOfTheJobManagerAreNotTheTaskManagersAndBothAreNamed() {
        assertThat(PodMatch.of(OBJECT, List.of(pod("jobmanager-1", "10.0.0.7")), at("10.0.0.8", "10.0.0.9")))
                .isInstanceOfSatisfying(
                        Different.class,
                        different -> assertThat(different.why().sentence())
                                .isEqualTo(
                                        "the Pods of Deployment flink/jobmanager (10.0.0.7) are not the TaskManagers that"
                                                + " Flink has (10.0.0.8, 10.0.0.9)"));
        assertThat(PodMatch.of(
                        OBJECT,
                        List.of(pod("jobmanager-1", "10.0.0.7")),
                        at("10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.1.4", "10.0.1.5")))
                .isInstanceOfSatisfying(
                        Different.class,
                        different -> assertThat(different.why().sentence())
                                .endsWith("(10.0.1.1, 10.0.1.2, 10.0.1.3 and 2 more)"));
    }

    @ParameterizedTest
    @CsvSource({
        "tm-1, 10.0.0.8, 10.0.0.8",
        "tm-1, 10.0.0.8, tm-1",
        "tm-1, 10.0.0.8, tm-1.taskmanager.flink.svc.cluster.local",
        "tm-1, fd00::5, fd00:0:0:0:0:0:0:5",
        "tm-1, 127.0.0.1, tm-1"
    })
    void aPodIsFoundByItsAddressOrName(String pod, String address, String host) {
        assertThat(PodMatch.of(OBJECT, List.of(pod(pod, address)), at(host))).isEqualTo(new Same(1, 1));
    }

    @Test
    void aSecondAddressOfAPodCountsToo() {
        assertThat(PodMatch.of(OBJECT, List.of(pod("tm-1", "10.0.0.8", "fd00::8")), at("fd00::8", "fd00::9")))
                .isEqualTo(new Same(1, 2));
    }

    @Test
    void aPodThatEndsIsNone() {
        Pod ended = new PodBuilder(pod("tm-1", "10.0.0.8"))
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        assertThat(PodMatch.of(OBJECT, List.of(ended, pod("tm-2", "10.0.0.9")), at("10.0.0.8")))
                .isInstanceOf(Different.class);
    }

    @Test
    void whatCannotBeComparedIsUnknownAndNotDifferent() {
        assertThat(PodMatch.of(OBJECT, List.of(pod("tm-1", "10.0.0.8")), List.of()))
                .isEqualTo(new Unknown("no TaskManager is registered in Flink"));
        assertThat(PodMatch.of(OBJECT, List.of(pod("tm-1")), at("10.0.0.8")))
                .isEqualTo(new Unknown("no Pod of " + OBJECT + " has an address yet"));
        assertThat(PodMatch.of(OBJECT, List.of(pod("tm-1", "10.0.0.8")), at("10.0.0.9", "worker.example")))
                .as("a name of the network's")
                .isEqualTo(new Unknown("'worker.example' is no address of a Pod's own"));
        assertThat(PodMatch.of(OBJECT, List.of(pod("tm-1", "10.0.0.8")), at("127.0.0.1")))
                .isEqualTo(new Unknown("'127.0.0.1' is no address of a Pod's own"));
    }

    @Test
    void onceTheyWereTheSameTheyAreNotComparedAgainUntilTheObjectIsAnother() {
        List<Registered> registered = new ArrayList<>(at("10.0.0.8"));
        PodComparison comparison = new PodComparison(() -> registered);
        List<Pod> pods = List.of(pod("tm-1", "10.0.0.8"));
        assertThat(comparison.difference(object("1"), OBJECT, pods)).isEmpty();
        registered.set(0, new Registered("x", "10.0.0.77"));
        assertThat(comparison.difference(object("1"), OBJECT, pods))
                .as("in a rollout")
                .isEmpty();
        assertThat(comparison.difference(object("2"), OBJECT, pods)).isPresent();
    }

    @Test
    void aFlinkThatDoesNotAnswerKeepsNothingAway() {
        PodComparison comparison = new PodComparison(() -> {
            throw new IOException("no route to host");
        });
        assertThat(comparison.difference(object("1"), OBJECT, List.of(pod("tm-1", "10.0.0.8"))))
                .isEmpty();
    }

    private static GenericKubernetesResource object(String uid) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setMetadata(new ObjectMetaBuilder().withUid(uid).build());
        return object;
    }
}
