package io.foretide.scaler.kubernetes;

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
}
