package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.foretide.text.InputException;
import io.foretide.text.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Clients of the Kubernetes API that give up soon: a tick is a minute, and the next one tries again. */
public final class KubernetesAccess {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int REQUEST_MILLIS = 5_000;

    /** The largest answers, lists of a namespace's Pods, are some MB. */
    private static final AnswerBounds BOUNDS = new AnswerBounds(Duration.ofMillis(REQUEST_MILLIS), 16 << 20);

    private KubernetesAccess() {}

    /**
     * A client.
     *
     * @param context of the kubeconfig; empty: the service account of the Pod, or else the current context of the kubeconfig
     * @throws InputException if the kubeconfig cannot be read, or has no such context
     */
    public static KubernetesClient client(Optional<String> context) {
        return of(context, KubernetesAccess::client);
    }

    /** The same for watches, whose answers do not end. */
    public static KubernetesClient watching(Optional<String> context) {
        return of(context, KubernetesAccess::watching);
    }

    private static KubernetesClient of(Optional<String> context, Function<Config, KubernetesClient> client) {
        try {
            Config config = Config.autoConfigure(context.orElse(null));
            context.ifPresent(name -> check(name, config.getContexts()));
            return client.apply(config);
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage())
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(" "))
                    .collect(Collectors.joining("; "));
            throw new InputException("kubeconfig " + kubeconfig() + " cannot be read: " + why);
        }
    }

    private static void check(String context, List<NamedContext> contexts) {
        List<String> names =
                contexts.stream().map(NamedContext::getName).sorted().toList();
        if (!names.contains(context)) {
            throw new InputException("Kubernetes context \"" + context + "\": must be one of kubeconfig " + kubeconfig()
                    + (names.isEmpty() ? ", which has none" : ": " + String.join(", ", names)));
        }
    }

    /** Advice when {@code client} gets no answer and knows no cluster: the rest of a sentence, or nothing. */
    public static String hint(KubernetesClient client) {
        return client.getMasterUrl().getHost().equals("kubernetes.default.svc")
                        && System.getenv("KUBERNETES_SERVICE_HOST") == null
                ? "; this is no Pod, and there is no kubeconfig " + kubeconfig()
                : "";
    }

    /** A client for {@code config}. */
    public static KubernetesClient client(Config config) {
        return client(config, BOUNDS);
    }

    static KubernetesClient client(Config config, AnswerBounds bounds) {
        return builder(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor(AnswerBounds.NAME, bounds))
                .build();
    }

    /** A client for watches. */
    public static KubernetesClient watching(Config config) {
        return builder(config).build();
    }

    private static KubernetesClientBuilder builder(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withConnectionTimeout(CONNECT_MILLIS)
                        .withRequestTimeout(REQUEST_MILLIS)
                        .withRequestRetryBackoffLimit(0)
                        .withUserAgent("foretide/" + Version.number())
                        .build());
    }

    private static String kubeconfig() {
        String named = System.getenv("KUBECONFIG");
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".kube", "config").toString()
                : named;
    }
}
