package io.foretide.scaler.kubernetes.autoscaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.javaoperatorsdk.operator.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows {@code PredictiveAutoscaler} objects until it is closed. Thread-safe. */
public final class AutoscalerWatch implements AutoCloseable {
    /** Instead of namespaces. */
    public static final String ALL = "*";

    private static final int THREADS = 4;

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Operator operator;
    private volatile boolean broken;

    private AutoscalerWatch(KubernetesClient client) {
        operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(true)
                .withConcurrentReconciliationThreads(THREADS)
                // what stops by itself would else end the process
                .withInformerStoppedHandler((informer, why) -> broken = broken || why != null));
    }

    /**
     * Begins in a cluster.
     *
     * @param context of the kubeconfig; empty: the cluster of the Pod, or else the current one of the kubeconfig
     * @throws io.foretide.text.InputException if there is no such context
     * @throws RuntimeException as {@link #start(KubernetesClient, List, AutoscalerService, Duration)}
     */
    public static AutoscalerWatch start(Optional<String> context, List<String> namespaces, AutoscalerService service) {
        return start(KubernetesAccess.watching(context), namespaces, service, LOOK_EVERY);
    }

    /**
     * Begins; all objects that there are have been seen when it returns.
     *
     * @param client without bounds of an answer's time; closed with this
     * @param namespaces whose objects count, or {@link #ALL}
     * @param period between two looks at how a job stands
     * @throws io.javaoperatorsdk.operator.OperatorException if they cannot be listed, such as without the definition or the right
     */
    public static AutoscalerWatch start(
            KubernetesClient client, List<String> namespaces, AutoscalerService service, Duration period) {
        AutoscalerWatch watch = new AutoscalerWatch(client);
        watch.operator.register(new AutoscalerReconciler(service, period), one -> {
            one.withTriggerReconcilerOnAllEvents(true).withFieldManager("foretide");
            if (namespaces.contains(ALL)) {
                one.watchingAllNamespaces();
            } else {
                one.settingNamespaces(Set.copyOf(namespaces));
            }
        });
        try {
            watch.operator.start();
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
        return watch;
    }

    /** Whether objects are followed still. */
    public boolean isRunning() {
        return !broken;
    }

    @Override
    public void close() {
        operator.stop();
    }
}
