package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Kinds of objects that run TaskManagers, and their names in the API. */
public enum ScaledKind {
    DEPLOYMENT("apps", "v1", "Deployment", "deployments"),
    STATEFUL_SET("apps", "v1", "StatefulSet", "statefulsets"),
    /** Of the Flink Kubernetes Operator, in standalone mode: it owns the Deployment. */
    FLINK_DEPLOYMENT("flink.apache.org", "v1beta1", "FlinkDeployment", "flinkdeployments");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    ScaledKind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    /** The API's word, such as {@code Deployment}. */
    public String kind() {
        return kind;
    }

    /** The resource as RBAC names it, such as {@code deployments}. */
    public String plural() {
        return plural;
    }

    /** The API group as RBAC names it. */
    public String group() {
        return group;
    }

    String apiVersion() {
        return group + "/" + version;
    }

    /** How clients name it. */
    public ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}
