package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scheduler and kubelet of one namespace: binds its Pods to nodes that exist in the API only, runs a process for each or just
 * says that it runs, reports their status, starts crashed ones again, and completes deletions. It looks at all Pods ten times
 * a second, so a lost watch or a stopped API server delays it and nothing more. Thread-safe.
 */
public final class TestKubelet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TestKubelet.class);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;
    private static final Path LOGS = Path.of("target", "test-kubelet");

    private final String namespace;
    private final Function<Pod, Optional<ProcessBuilder>> programs;
    private final KubernetesClient client;
    private final TestScheduler scheduler;
    private final LastWill lastWill = new LastWill();
    private final SharedIndexInformer<Pod> pods;
    private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private volatile PodFault fault = PodFault.NONE;

    /**
     * Starts without a node.
     *
     * @param programs the process of a Pod; empty for one that is only said to run
     */
    public TestKubelet(TestNamespace namespace, Function<Pod, Optional<ProcessBuilder>> programs) throws IOException {
        Assumptions.assumeTrue(namespace.plane().owned(), "The cluster of KUBECONFIG has its own kubelets");
        this.namespace = namespace.name();
        this.programs = programs;
        client = namespace
                .plane()
                .client(new ConfigBuilder(namespace.plane().adminConfig())
                        .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                        .withRequestRetryBackoffLimit(0)
                        .build());
        scheduler = new TestScheduler(client, this.namespace);
        pods = client.pods().inNamespace(this.namespace).inform();
        var unused = loop.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Without processes: every Pod that finds a node is said to run. */
    public static TestKubelet sayingOnly(TestNamespace namespace) throws IOException {
        return new TestKubelet(namespace, pod -> Optional.empty());
    }

    /**
     * Adds a node, or changes the size of one.
     *
     * @param name unique in the namespace
     * @param cpu allocatable, as in a Pod: 4 or 1500m
     * @param memory allocatable, as in a Pod: 8Gi
     */
    public TestKubelet node(String name, String cpu, String memory) {
        scheduler.node(TestNode.of(namespace + "-" + name, cpu, memory));
        return this;
    }

    /** What happens to containers that are started from now on, also for the second time. */
    public void inject(PodFault next) {
        fault = next;
    }

    /** The process of a Pod that runs, by the Pod's name: to be killed, frozen or looked at. */
    public Optional<ProcessHandle> process(String podName) {
        return pods.getStore().list().stream()
                .filter(pod -> pod.getMetadata().getName().equals(podName))
                .map(pod -> Optional.ofNullable(workers.get(uid(pod))))
                .flatMap(Optional::stream)
                .map(PodWorker::process)
                .flatMap(Optional::stream)
                .map(NativeProcess::pid)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findFirst();
    }

    private void round() {
        List<Pod> all = pods.getStore().list();
        tryTo("schedule", () -> scheduler.schedule(all));
        for (Pod pod : all) {
            if (pod.getSpec().getNodeName() != null) {
                PodWorker worker = workers.computeIfAbsent(
                        uid(pod), unused -> new PodWorker(client, new PodRun(() -> launch(pod))));
                tryTo("attend to " + pod.getMetadata().getName(), () -> worker.attend(pod, fault));
            }
        }
        tryTo("forget Pods that are gone", () -> forget(all));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void tryTo(String what, Step step) {
        try {
            step.run();
        } catch (KubernetesClientException e) {
            // a conflict, or the API server is away: the next round does it
            LOG.info("Could not {}, tries again: {}", what, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("Could not {}, tries again", what, e);
        }
    }

    private Optional<NativeProcess> launch(Pod pod) throws IOException {
        Optional<ProcessBuilder> command = programs.apply(pod);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Path log = LOGS.resolve(namespace).resolve(pod.getMetadata().getName() + ".log");
        return Optional.of(NativeProcess.start(command.get(), log, lastWill));
    }

    /** Of Pods that are gone, by force for instance, nothing stays. */
    private void forget(List<Pod> all) throws IOException {
        Set<String> present = all.stream().map(TestKubelet::uid).collect(Collectors.toSet());
        for (String uid : Set.copyOf(workers.keySet())) {
            if (!present.contains(uid)) {
                workers.remove(uid).abandon();
            }
        }
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    /** Kills the processes; the Pods stay. */
    @Override
    public void close() throws IOException, InterruptedException {
        loop.shutdownNow();
        loop.awaitTermination(1, TimeUnit.MINUTES);
        pods.close();
        lastWill.close();
        client.close();
    }
}
