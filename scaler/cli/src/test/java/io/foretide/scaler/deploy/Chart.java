package io.foretide.scaler.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Helm chart and what it renders to, as release "foretide" in namespace "foretide". */
public final class Chart {
    /** The working folder of the tests is the module's. */
    static final Path DEPLOY = Path.of("..", "deploy");

    static final Path FOLDER = DEPLOY.resolve("helm").resolve("foretide");

    /** The library would take its own idea of one, an old one. */
    private static final String KUBERNETES = "1.34.0";

    private Chart() {}

    /** With the default values. */
    static String renderDefaults() {
        return template().call();
    }

    /** With these values, as YAML, over the default ones. */
    public static String render(String values) {
        return render(values, KUBERNETES);
    }

    /** For another version of Kubernetes than a present one. */
    static String render(String values, String kubernetesVersion) {
        return withValues(
                values,
                file -> template()
                        .withKubeVersion(kubernetesVersion)
                        .withValuesFile(file)
                        .call());
    }

    /** What a person reads after an installation with these values. */
    static String notes(String values) {
        return withValues(
                values,
                file -> new Helm(FOLDER)
                        .install()
                        .withName("foretide")
                        .withNamespace("foretide")
                        .clientOnly()
                        .dryRun()
                        .withValuesFile(file)
                        .call()
                        .getOutput());
    }

    /** All objects of a rendering, read into their types. */
    static List<HasMetadata> objects(String manifests) {
        Object objects = new KubernetesSerialization().unmarshal(manifests);
        if (objects instanceof KubernetesList list) {
            return list.getItems();
        }
        return objects instanceof List<?> many
                ? many.stream().map(HasMetadata.class::cast).toList()
                : List.of((HasMetadata) objects);
    }

    /** The objects of one kind. */
    public static <T extends HasMetadata> List<T> objects(String manifests, Class<T> kind) {
        return objects(manifests).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static TemplateCommand template() {
        return new Helm(FOLDER)
                .template()
                .withName("foretide")
                .withNamespace("foretide")
                .withKubeVersion(KUBERNETES);
    }

    /** Something done with a file of values. */
    private interface WithValues {
        String apply(Path file);
    }

    private static String withValues(String values, WithValues work) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                return work.apply(Files.writeString(file, values));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
