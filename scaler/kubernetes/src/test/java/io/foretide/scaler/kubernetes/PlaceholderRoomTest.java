package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.foretide.planner.decision.Cause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderRoomTest {
    private static final PlaceholderResources EACH = new PlaceholderResources(
            Map.of("cpu", new Quantity("500m"), "memory", new Quantity("1Gi")), Map.of("memory", new Quantity("2Gi")));
    private static final PlaceholderNeed NEED = new PlaceholderNeed(100, new Cause.Recorded("test", "many"));

    @ParameterizedTest
    @CsvSource({
        "requests.cpu, 10, 4, 6", // 6 cores free, half of them are 3
        "cpu, 10, 4, 6",
        "cpu, 10, 4500m, 5",
        "cpu, 10, 11, 0",
        "memory, 16Gi, 4Gi, 6",
        "limits.memory, 16Gi, 4Gi, 3",
        "pods, 10, 3, 3",
        "count/pods, 10, 10, 0",
        "limits.cpu, 1, 1, 100", // no limit, nothing counts
        "count/services, 1, 1, 100"
    })
    void halfOfWhatIsFreeIsForPlaceholders(String key, String hard, String used, int most) {
        assertThat(within(new PlaceholderRoom(EACH, 0, 0, true), quota(key, hard, used)))
                .isEqualTo(most);
    }

    @Test
    void itsOwnPlaceholdersAreFreeAndTaskManagersOnTheirWayAreNot() {
        ResourceQuota quota = quota("cpu", "10", "6"); // of it 2 cores by 4 placeholders
        assertThat(within(new PlaceholderRoom(EACH, 4, 0, true), quota)).isEqualTo(6);
        assertThat(within(new PlaceholderRoom(EACH, 4, 3, true), quota)).isEqualTo(4);
        assertThat(within(new PlaceholderRoom(EACH, 4, 30, true), quota)).isZero();
    }

    @Test
    void allIsForPlaceholdersInANamespaceOfTheirOwn() {
        assertThat(within(new PlaceholderRoom(EACH, 0, 3, false), quota("cpu", "10", "4")))
                .isEqualTo(12);
    }

    @Test
    void theTightestQuotaCountsAndIsNamed() {
        PlaceholderRoom room = new PlaceholderRoom(EACH, 0, 0, true);
        PlaceholderNeed need = room.within(List.of(quota("cpu", "10", "4"), quota("pods", "10", "6")), NEED);
        assertThat(need.pods()).isEqualTo(2);
        assertThat(need.why())
                .isEqualTo(new PlaceholderCause.Bounded(
                        bounded(new PlaceholderCause.QuotaFull("of-cpu", "cpu")),
                        new PlaceholderCause.QuotaFull("of-pods", "pods")));
        assertThat(need.why().sentence())
                .startsWith("many; ")
                .endsWith("; ResourceQuota of-pods leaves no room for more (pods)");
    }

    @Test
    void aQuotaForPodsThatEndDoesNotCountAndOneOfUnknownUseIsUsedUp() {
        PlaceholderRoom room = new PlaceholderRoom(EACH, 0, 0, true);
        ResourceQuota terminating = new ResourceQuotaBuilder(quota("cpu", "1", "1"))
                .editSpec()
                .withScopes("Terminating")
                .endSpec()
                .build();
        assertThat(within(room, terminating)).isEqualTo(100);
        assertThat(within(
                        room,
                        new ResourceQuotaBuilder(quota("cpu", "10", "1"))
                                .withStatus(null)
                                .build()))
                .isZero();
    }

    @Test
    void whatFitsNoNodeIsNotAskedFor() {
        PlaceholderRoom room = new PlaceholderRoom(EACH, 0, 0, true);
        assertThat(room.on(List.of(node("400m", "8Gi"), node("8", "512Mi")), NEED))
                .isEqualTo(new PlaceholderNeed(0, bounded(new PlaceholderCause.NoNodeFits("cpu 500m, memory 1Gi"))));
        assertThat(room.on(List.of(node("400m", "8Gi"), node("500m", "1024Mi")), NEED))
                .isEqualTo(NEED);
        assertThat(room.on(List.of(), NEED).pods()).isZero();
    }

    private static Cause bounded(Cause bound) {
        return new PlaceholderCause.Bounded(NEED.why(), bound);
    }

    private static int within(PlaceholderRoom room, ResourceQuota quota) {
        return room.within(List.of(quota), NEED).pods();
    }

    private static ResourceQuota quota(String key, String hard, String used) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("of-" + key.replace('/', '-'))
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of(key, new Quantity(hard)))
                .endSpec()
                .withNewStatus()
                .withUsed(Map.of(key, new Quantity(used)))
                .endStatus()
                .build();
    }

    private static Node node(String cpu, String memory) {
        return new NodeBuilder()
                .withNewStatus()
                .withAllocatable(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
                .endStatus()
                .build();
    }
}
