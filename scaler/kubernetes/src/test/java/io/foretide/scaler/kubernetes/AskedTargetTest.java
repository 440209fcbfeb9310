package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that is scaled elsewhere than on Kubernetes, and said there. */
@EnableKubernetesMockClient(crud = true, https = false)
class AskedTargetTest {
    /** Set by the extension. */
    private KubernetesClient client;

    private final List<Integer> sizes = new ArrayList<>();
    private AskedTarget target;

    /** One that recommends, of at least 2 and at most 6 TaskManagers. */
    private final class Elsewhere implements ScalingTarget {
        @Override
        public TargetSnapshot read() {
            Overrides possible = new Overrides(
                    Optional.empty(),
                    false,
                    false,
                    OptionalInt.empty(),
                    OptionalInt.of(2),
                    OptionalInt.of(6),
                    Optional.empty(),
                    Optional.empty());
            return new TargetSnapshot(
                    3,
                    Mode.RECOMMEND.whyRecommended(),
                    possible,
                    Optional.empty(),
                    Optional.empty(),
                    "somebody else",
                    "");
        }

        @Override
        public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
            sizes.add(taskManagers);
            return new Applied();
        }
    }

    @BeforeEach
    void open() {
        target = new AskedTarget(
                new Elsewhere(),
                new AskingObject(client, new JobObject(Optional.empty(), "flink", "orders")),
                Clock.systemUTC());
    }

    private Resource<GenericKubernetesResource> resource(String spec) {
        GenericKubernetesResource object =
                Serialization.unmarshal("""
                apiVersion: foretide.io/v1alpha1
                kind: PredictiveAutoscaler
                metadata: {name: orders, namespace: flink}
                spec: %s
                """.formatted(spec), GenericKubernetesResource.class);
        return client.genericKubernetesResources(AutoscalerApi.context())
                .inNamespace("flink")
                .resource(object);
    }

    private TargetSnapshot read(String spec) throws Exception {
        resource(spec).createOr(one -> one.update());
        return target.read();
    }

    @Test
    void theSpecSaysTheModeAndThePin() throws Exception {
        assertThat(read("{}").mode()).isEqualTo(Mode.RECOMMEND);
        TargetSnapshot seen = read("{mode: auto, pin: 5}");
        assertThat(seen.mode()).isEqualTo(Mode.AUTO);
        assertThat(seen.overrides().pinned()).hasValue(5);
    }

    @Test
    void whatThePeopleAskForStaysWithinWhatTheTargetCan() throws Exception {
        Overrides within = read("{min: 4, max: 9}").overrides();
        assertThat(within.min()).hasValue(4);
        assertThat(within.max()).hasValue(6);
        Overrides impossible = read("{min: 8}").overrides();
        assertThat(impossible.min()).hasValue(6);
        assertThat(impossible.max()).hasValue(6);
    }

    @Test
    void anObjectThatIsGoneChangesNothing() throws Exception {
        TargetSnapshot seen = read("{mode: auto}");
        resource("{}").delete();
        assertThat(target.scaleTo(4, seen))
                .isInstanceOfSatisfying(
                        ScalingTarget.Refused.class,
                        refused -> assertThat(refused.why().sentence())
                                .isEqualTo("PredictiveAutoscaler flink/orders is there no more"));
        assertThat(sizes).isEmpty();
    }

    @Test
    void whoeverLeadsNoMoreChangesNothing() throws Exception {
        TargetSnapshot seen = read("{mode: auto}");
        target.claim("first#1", () -> {});
        assertThat(target.scaleTo(4, seen)).isInstanceOf(ScalingTarget.Applied.class);
        AskedTarget second = new AskedTarget(
                new Elsewhere(),
                new AskingObject(client, new JobObject(Optional.empty(), "flink", "orders")),
                Clock.systemUTC());
        second.claim("second#1", () -> {});
        assertThat(target.scaleTo(5, seen))
                .isInstanceOfSatisfying(
                        ScalingTarget.Refused.class,
                        refused -> assertThat(refused.why()).isInstanceOf(KubernetesCause.FencedOff.class));
        assertThat(target.read().overrides().hold()).isPresent();
        assertThat(second.read().overrides().hold()).isEmpty();
        assertThat(sizes).containsExactly(4);
    }
}
