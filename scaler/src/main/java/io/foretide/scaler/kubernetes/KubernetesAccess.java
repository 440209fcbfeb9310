package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Clients of the Kubernetes API that give up soon: a tick is a minute, and the next one tries again. */
public final class KubernetesAccess {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int REQUEST_MILLIS = 5_000;

    private KubernetesAccess() {}

    /** A client for the service account of the Pod, or else for the current context of the kubeconfig. */
    public static KubernetesClient client() {
        return client(Config.autoConfigure(null));
    }

    /** A client for {@code config}. */
    public static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withConnectionTimeout(CONNECT_MILLIS)
                        .withRequestTimeout(REQUEST_MILLIS)
                        .withRequestRetryBackoffLimit(0)
                        .withUserAgent("foretide/0.1.0")
                        .build())
                .build();
    }
}
