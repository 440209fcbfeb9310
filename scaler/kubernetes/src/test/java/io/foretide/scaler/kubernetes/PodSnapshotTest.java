package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodSnapshotTest {
    private static Pod pod(String name, String waitingFor) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting()
                .withReason(waitingFor)
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @Test
    void aBrokenPodThatOutlivesAScaleDownIsSaid() {
        PodSnapshot pods = PodSnapshot.of(List.of(pod("tm-0", "Fine"), pod("tm-1", "CrashLoopBackOff")));
        assertThat(pods.stays(1))
                .contains(
                        "Pod tm-1 does not start: CrashLoopBackOff; 2 Pods are there where 1 are asked for: delete it");
        assertThat(pods.stays(2)).as("it is asked for").isEmpty();
    }

    @Test
    void aPodThatWorksAndIsOnItsWayOutIsNot() {
        assertThat(PodSnapshot.of(List.of(pod("tm-0", "Fine"), pod("tm-1", "Fine")))
                        .stays(1))
                .isEmpty();
    }
}
