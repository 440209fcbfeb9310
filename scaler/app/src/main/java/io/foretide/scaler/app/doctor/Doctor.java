package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.TargetWiring;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.kubernetes.checks.AutoscalerChecks;
import io.foretide.scaler.kubernetes.checks.KubernetesChecks;
import io.foretide.store.DataFolder;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes all checks that a configuration calls for. Changes nothing anywhere. */
public final class Doctor {
    private final Function<KubernetesChecks, List<Check>> kubernetes;

    /** A doctor who asks the cluster of this Pod or kubeconfig. */
    public Doctor() {
        this(KubernetesChecks::all);
    }

    /** {@code kubernetes}: makes the checks of a cluster. */
    Doctor(Function<KubernetesChecks, List<Check>> kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** Makes the checks of what a fleet's file says for jobs that are objects. */
    public DoctorReport examine(FleetConfig.Objects objects, ForetideConfig.Http http, Path data) {
        List<Check> checks = new ArrayList<>();
        objects.clusters().forEach(context -> checks.addAll(new AutoscalerChecks(context, objects.namespaces()).all()));
        checks.addAll(new PortChecks(http, new DataFolder(data)).all());
        return new DoctorReport(checks);
    }

    /**
     * Makes the checks, which takes some seconds; whoever does not answer is a finding.
     *
     * @param file where the configuration is, for commands to run
     */
    public DoctorReport examine(ForetideConfig config, Path file) {
        List<Check> checks = new ArrayList<>(new FlinkChecks(config).all());
        checks.addAll(new SourceChecks(config).all());
        checks.addAll(new SignalChecks(config, Instant.now()).all());
        try (Opened opened = new Opened()) {
            FlinkRest flink = new FlinkRest(config.flink().access());
            checks.addAll(config.target().checks(TargetWiring.context(config, flink, opened)));
            checks.addAll(kubernetes.apply(KubernetesChecks.of(
                            config.job(),
                            config.target(),
                            config.leader(),
                            config.planner().maxTaskManagers())
                    .saidBy(config.object())
                    .with(new FlinkControl(flink, config.flink().job()))));
        }
        config.webhook().ifPresent(webhook -> checks.addAll(new WebhookChecks(webhook, System.getenv()).all()));
        checks.addAll(new StoreChecks(config, file).all());
        checks.addAll(new PortChecks(config.http(), new DataFolder(config.data())).all());
        return new DoctorReport(checks);
    }
}
