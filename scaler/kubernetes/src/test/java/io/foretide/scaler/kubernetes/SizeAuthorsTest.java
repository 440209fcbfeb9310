package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.foretide.planner.learned.SizeAuthor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeAuthorsTest {
    private static final ManagedFieldsEntry CREATED = entry("kubectl-client-side-apply", "Update", "06:00:00");
    private static final ManagedFieldsEntry OURS = entry("foretide", "Update", "06:10:00");

    private final SizeAuthors authors = new SizeAuthors();
    private Map<String, String> annotations = Map.of();
    private String image = "flink:2.3.0";

    private static ManagedFieldsEntry entry(String manager, String operation, String time) {
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperty("f:spec", Map.of("f:replicas", Map.of()));
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation(operation)
                .withTime("2001-06-13T" + time + "Z")
                .withFieldsV1(fields)
                .build();
    }

    private SizeAuthor seen(int replicas, ManagedFieldsEntry... entries) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setAdditionalProperty("spec", Map.of("template", Map.of("image", image)));
        object.setMetadata(new ObjectMetaBuilder()
                .withAnnotations(annotations)
                .withManagedFields(List.of(entries))
                .build());
        return authors.of(object, replicas);
    }

    @ParameterizedTest
    @CsvSource({
        "kubectl-client-side-apply, Update, true",
        "kubectl, Apply, true",
        "helm, Update, true",
        "argocd-controller, Update, true",
        "kustomize-controller, Apply, true",
        "kubectl, Update, false",
        "kubectl-edit, Update, false",
        "kubectl-patch, Update, false",
        "Mozilla, Update, false"
    })
    void aManifestIsToldFromAHand(String manager, String operation, boolean byManifest) {
        seen(6, CREATED, OURS);
        assertThat(seen(1, entry(manager, operation, "06:30:00"))).isEqualTo(new SizeAuthor(manager, byManifest));
        assertThat(seen(1, entry(manager, operation, "06:30:00")))
                .as("as long as the size stands")
                .isEqualTo(new SizeAuthor(manager, byManifest));
    }

    @Test
    void aWriterThatHasWrittenNothingSinceWasNotTheOne() {
        seen(6, CREATED);
        assertThat(seen(1, CREATED))
                .as("a scale that the server does not record")
                .isEqualTo(SizeAuthor.hand("kubectl-client-side-apply"));
    }

    @Test
    void anApplyThatTheServerDoesNotDateIsToldByWhatKubectlNotesOfIt() {
        annotations = Map.of("kubectl.kubernetes.io/last-applied-configuration", "{\"replicas\":2}");
        seen(6, CREATED);
        annotations = Map.of("kubectl.kubernetes.io/last-applied-configuration", "{}");
        assertThat(seen(1, CREATED)).isEqualTo(new SizeAuthor("kubectl-client-side-apply", true));
        assertThat(seen(3, CREATED)).isEqualTo(SizeAuthor.hand("kubectl-client-side-apply"));
    }

    @Test
    void aSizeThatComesWithOtherPodsIsARolloutsAndNoHands() {
        seen(6, CREATED);
        image = "flink:2.3.1";
        assertThat(seen(1, CREATED).byManifest()).isTrue();
    }

    @Test
    void nobodyIsSureOfASizeThatStoodAtTheFirstLook() {
        assertThat(seen(1, CREATED)).isEqualTo(SizeAuthor.hand("kubectl-client-side-apply"));
    }

    @Test
    void aSizeThatNobodyOwnsAnyMoreWasGivenUpByItsManifest() {
        seen(6, entry("kubectl", "Apply", "06:00:00"));
        assertThat(seen(1)).isEqualTo(new SizeAuthor("kubectl", true));
    }

    @Test
    void whoIsNotKnownIsSomebodyElse() {
        seen(6);
        assertThat(seen(1)).isEqualTo(SizeAuthor.hand("somebody else"));
        assertThat(seen(3, OURS)).isEqualTo(SizeAuthor.hand("somebody else"));
    }
}
