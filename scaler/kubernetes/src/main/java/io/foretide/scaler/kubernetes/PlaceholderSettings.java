package io.foretide.scaler.kubernetes;

import io.foretide.config.Block;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import java.util.List;

/**
 * What a configuration says of placeholders.
 *
 * @param enabled whether there may be any; else those of before go
 * @param namespace of their Deployment; in another one than the scaled object's they do not go with it
 * @param name of their Deployment
 * @param priorityClass below that of the TaskManagers, which then take their place
 * @param image that does nothing, and whose user is a number other than 0
 */
public record PlaceholderSettings(boolean enabled, String namespace, String name, String priorityClass, String image) {
    /** The PriorityClass of Foretide's chart. */
    public static final String PRIORITY_CLASS = "foretide-placeholder";

    /** What Kubernetes itself holds Pods with. */
    public static final String IMAGE = "registry.k8s.io/pause:3.9";

    private static final Key<Boolean> ENABLED =
            Key.of("enabled", Codecs.flag(), false, "whether there may be any; `false` lets existing ones go");
    private static final Key<String> NAMESPACE =
            Key.derived("namespace", KubernetesNames.NAMESPACE, "the target's", "of their Deployment");
    private static final Key<String> NAME = Key.derived(
            "name",
            KubernetesNames.object("the name of the placeholders' Deployment"),
            "the target's and `-placeholder`",
            "of their Deployment");
    private static final Key<String> PRIORITY = Key.of(
            "priorityClass",
            KubernetesNames.object("the name of a PriorityClass"),
            PRIORITY_CLASS,
            "below the TaskManagers', which then take their place");
    private static final Key<String> PAUSE = Key.of(
            "image",
            Codecs.text("^\\S+$", "the name of an image that does nothing"),
            IMAGE,
            "does nothing; its user has to be a number other than 0");

    static final Block BLOCK = new Block(
            "a block with enabled, namespace, name, priorityClass and image",
            List.of(ENABLED, NAMESPACE, NAME, PRIORITY, PAUSE));

    /** Those beside the object {@code name} in {@code namespace}. */
    static PlaceholderSettings read(Values values, String namespace, String name) {
        PlaceholderSettings settings = new PlaceholderSettings(
                values.get(ENABLED),
                values.get(NAMESPACE, namespace),
                values.get(NAME, name + "-placeholder"),
                values.get(PRIORITY),
                values.get(PAUSE));
        if (settings.name().equals(name) && settings.namespace().equals(namespace)) {
            throw new IllegalArgumentException(
                    "placeholders.name \"" + name + "\": must be another name than target.name");
        }
        return settings;
    }
}
