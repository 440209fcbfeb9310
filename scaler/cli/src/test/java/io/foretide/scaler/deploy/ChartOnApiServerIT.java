package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server takes everything that the chart renders for it. */
@ExtendWith(ControlPlaneExtension.class)
final class ChartOnApiServerIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{target: {kind: StatefulSet, mode: auto}, persistence: {enabled: false}, replicas: 1}",
                "{target: {type: flink-deployment}}",
                "{target: {placeholders: {enabled: true}}}"
            })
    void isApplied(String values, TestNamespace namespace) {
        KubernetesClient admin = namespace.plane().admin();
        String version = admin.getKubernetesVersion().getGitVersion().substring(1);
        List<HasMetadata> objects = Chart.objects(Chart.render(values, version));
        objects.forEach(object -> object.getMetadata().setNamespace(there(object, namespace)));
        assertThat(objects)
                .hasSizeGreaterThan(8)
                .allSatisfy(object -> assertThat(admin.resource(object).createOr(NonDeletingOperation::update))
                        .isNotNull());
    }

    /** All in the namespace of the test; what has none keeps having none. */
    private static @Nullable String there(HasMetadata object, TestNamespace namespace) {
        return object.getMetadata().getNamespace() == null ? null : namespace.name();
    }
}
