package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every size that a Deployment was given, in order; from a watch, which leaves nothing out. Thread-safe. */
public final class SizesSeen implements AutoCloseable {
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final SharedIndexInformer<Deployment> informer;

    SizesSeen(TestNamespace namespace, String name) {
        informer = namespace.deployment(name).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Deployment added) {
                see(added);
            }

            @Override
            public void onUpdate(Deployment before, Deployment after) {
                see(after);
            }

            @Override
            public void onDelete(Deployment deleted, boolean unknown) {}
        });
    }

    private synchronized void see(Deployment deployment) {
        int size = deployment.getSpec().getReplicas();
        if (sizes.isEmpty() || sizes.get(sizes.size() - 1) != size) {
            sizes.add(size);
        }
    }

    public List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    @Override
    public void close() {
        informer.close();
    }
}
