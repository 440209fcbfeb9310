package io.foretide.scaler.doctor;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.config.ForetideConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes all checks that a configuration calls for. Changes nothing anywhere. */
public final class Doctor {
    private final Supplier<KubernetesClient> kubernetes;

    /** {@code kubernetes}: a client, asked for and closed only where something is needed of it. */
    public Doctor(Supplier<KubernetesClient> kubernetes) {
        this.kubernetes = kubernetes;
    }

    /**
     * Makes the checks, which takes some seconds; whoever does not answer is a finding.
     *
     * @param file where the configuration is, for commands to run
     */
    public DoctorReport examine(ForetideConfig config, Path file) {
        List<Check> checks = new ArrayList<>(new FlinkChecks(config).made());
        if (config.target() instanceof ForetideConfig.Kubernetes
                || config.leader().isPresent()) {
            try (KubernetesClient client = kubernetes.get()) {
                checks.addAll(new KubernetesChecks(client, config).made());
            }
        }
        checks.addAll(new StoreChecks(config, file).made());
        checks.addAll(new PortChecks(config.http()).made());
        return new DoctorReport(checks);
    }
}
