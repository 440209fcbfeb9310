package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.foretide.scaler.kubernetes.PodSnapshot.Trouble;
import io.foretide.telemetry.Obstacle.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsedUpQuotaTest {
    private static final PlaceholderResources EACH = PlaceholderResources.of(new PodSpecBuilder()
            .addNewContainer()
            .withNewResources()
            .addToRequests("memory", new Quantity("2Gi"))
            .endResources()
            .endContainer()
            .build());

    private static ResourceQuota quota(String resource, String hard, String used, String... scopes) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .endMetadata()
                .withNewSpec()
                .withScopes(scopes)
                .endSpec()
                .withNewStatus()
                .addToHard(resource, new Quantity(hard))
                .addToUsed(resource, new Quantity(used))
                .endStatus()
                .build();
    }

    @Test
    void aQuotaWithoutRoomForOneMorePodIsNamed() {
        assertThat(UsedUpQuota.of(List.of(quota("pods", "3", "3")), EACH))
                .contains(new Trouble(
                        Kind.QUOTA, "Pods cannot be created: ResourceQuota small is used up: pods 3, of which 0 left"));
        assertThat(UsedUpQuota.of(List.of(quota("requests.memory", "8Gi", "7Gi")), EACH))
                .isPresent();
    }

    @Test
    void aQuotaWithRoomOrOfWhatPodsDoNotTakeIsNone() {
        assertThat(UsedUpQuota.of(List.of(quota("pods", "3", "2")), EACH)).isEmpty();
        assertThat(UsedUpQuota.of(List.of(quota("requests.memory", "8Gi", "6Gi")), EACH))
                .isEmpty();
        assertThat(UsedUpQuota.of(List.of(quota("requests.storage", "1Gi", "1Gi")), EACH))
                .isEmpty();
        assertThat(UsedUpQuota.of(List.of(quota("pods", "3", "3", "Terminating")), EACH))
                .isEmpty();
    }
}
