package io.foretide.scaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceReader;
import io.foretide.inference.Rung;
import io.foretide.scaler.config.ForetideConfig;
import io.foretide.scaler.kubernetes.BeforeShrink;
import io.foretide.scaler.kubernetes.ConfigMapMemory;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.LeaderLease;
import io.foretide.scaler.kubernetes.ScaledObject;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.LocalProcessesTarget;
import io.foretide.scaler.local.TaskManagerPool;
import io.foretide.scaler.targets.DryRunTarget;
import io.foretide.scaler.web.DashboardEvent;
import io.foretide.series.Features;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.ReactiveModeCheck;
import io.foretide.telemetry.signal.CalendarSource;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.telemetry.signal.TraceSignalSource;
import io.foretide.training.ModelRefusedException;
import io.foretide.training.ModelRegistry;
import io.foretide.training.TrainedModel;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Wires {@code foretide serve} from its configuration. */
public final class Service {
    /** Only a JobManager of ours would use it. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** As long as the usual controllers' leases. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private Service() {}

    /**
     * Checks that Flink is there and in Reactive Mode, and wires everything.
     *
     * @param messages for people
     * @throws UserError if something the configuration names is missing or not as it must be
     */
    public static JobRuntime wire(ForetideConfig config, PrintStream messages) throws IOException {
        return wire(config, messages, target -> target);
    }

    /** The same with a target that is wrapped: {@code seenAs}. */
    public static JobRuntime wire(
            ForetideConfig config, PrintStream messages, Function<ScalingTarget, ScalingTarget> seenAs)
            throws IOException {
        checkFlink(config);
        Instant now = Instant.now();
        ScalingTarget target = target(config);
        Optional<EventCalendar> events = config.calendar().events().map(EventCalendar::read);
        JobRuntime runtime = new JobRuntime(new JobRuntime.Parts(
                config.job(),
                telemetry(config),
                signals(config, events),
                new FlinkProgress(flink(config)),
                seenAs.apply(target),
                replication(config, target),
                config.planner()
                        .with(config.planner()
                                .rules()
                                .with(events.map(EventCalendar::events).orElse(List.of()))),
                config.data(),
                config.calendar().zone(),
                new ScaledClock(Clock.systemUTC(), now, now, 1),
                champion(config, messages),
                List.of(),
                List.of()));
        runtime.feed()
                .publish(new DashboardEvent.Job(
                        config.job().value(),
                        config.flink().rest().toString(),
                        config.planner().slotsPerTaskManager(),
                        config.planner().sloLag().toMillis() / 1000.0,
                        config.planner().headroom(),
                        1,
                        now,
                        Optional.empty()));
        return runtime;
    }

    private static void checkFlink(ForetideConfig config) {
        try {
            new ReactiveModeCheck(config.flink().rest()).problem().ifPresent(problem -> {
                throw new UserError(UserError.CHECK, problem);
            });
        } catch (IOException e) {
            throw new UserError(UserError.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private static List<SignalSource> signals(ForetideConfig config, Optional<EventCalendar> events) {
        List<SignalSource> signals = new ArrayList<>();
        signals.add(
                new CalendarSource(config.calendar().zone(), config.calendar().country(), events));
        config.traces().forEach(trace -> signals.add(signal(trace)));
        return signals;
    }

    /** Business figures are never negative; weather may be. */
    private static SignalSource signal(ForetideConfig.SignalTrace settings) {
        Trace trace = TraceReader.read(settings.path());
        settings.columns().forEach((column, feature) -> {
            if (!feature.startsWith(Features.WEATHER_PREFIX)) {
                trace.load(column);
            }
        });
        return new TraceSignalSource(trace, TraceSignalSource.Known.AFTER_ITS_STEP, settings.columns());
    }

    private static ScalingTarget target(ForetideConfig config) throws IOException {
        ForetideConfig.Target target = config.target();
        if (target instanceof ForetideConfig.Kubernetes kubernetes) {
            return kubernetes(kubernetes);
        }
        if (target instanceof ForetideConfig.LocalProcesses local) {
            return new LocalProcessesTarget(
                    TaskManagerPool.attachedTo(
                            new LocalFlinkSettings(
                                    Home.path(),
                                    local.workDirectory(),
                                    config.planner().slotsPerTaskManager(),
                                    CHECKPOINT_INTERVAL,
                                    List.of(),
                                    false),
                            local.jobManagerPort()),
                    local.taskManagers(),
                    config.planner().maxTaskManagers());
        }
        Optional<Integer> pretended = ((ForetideConfig.DryRun) target).taskManagers();
        return new DryRunTarget(pretended.isPresent() ? pretended.get() : Math.max(1, registered(config)));
    }

    private static ScalingTarget kubernetes(ForetideConfig.Kubernetes settings) throws IOException {
        KubernetesClient client = KubernetesAccess.client();
        ScaledObject object = new ScaledObject(client, settings.kind(), settings.namespace(), settings.name());
        try {
            object.scale();
        } catch (IOException e) {
            throw new UserError(UserError.UNREACHABLE, String.valueOf(e.getMessage()));
        }
        return new KubernetesTarget(client, object, settings.mode(), BeforeShrink.NOTHING, Clock.systemUTC());
    }

    private static Replication replication(ForetideConfig config, ScalingTarget target) {
        if (config.leader().isEmpty() || !(target instanceof KubernetesTarget kubernetes)) {
            return Replication.none();
        }
        ForetideConfig.Leader leader = config.leader().get();
        KubernetesClient client = KubernetesAccess.client();
        LeaderLease lease = new LeaderLease(
                client,
                new LeaderLease.Settings(leader.namespace(), leader.lease(), identity(), LEASE),
                kubernetes::claim);
        return new Replication(lease, Optional.of(new ConfigMapMemory(client, leader.namespace())), lease::close);
    }

    /** The Pod's name, told apart from the process that had it before. */
    private static String identity() {
        String host = System.getenv().getOrDefault("HOSTNAME", "foretide");
        return host + "-" + Long.toString(ProcessHandle.current().pid(), 36)
                + Long.toString(System.nanoTime() & 0xffffff, 36);
    }

    private static FlinkRestSource telemetry(ForetideConfig config) {
        return new FlinkRestSource(flink(config));
    }

    private static FlinkRestSource.Settings flink(ForetideConfig config) {
        return new FlinkRestSource.Settings(
                config.flink().rest(), config.flink().job(), config.job(), 1);
    }

    private static int registered(ForetideConfig config) throws IOException {
        return telemetry(config).collect(Instant.now()).capacity().taskManagers();
    }

    /** The champion of the registry; without one the simpler models serve. A refused one is said aloud. */
    private static Optional<Rung> champion(ForetideConfig config, PrintStream messages) {
        ModelRegistry registry = new ModelRegistry(config.registry());
        if (registry.aliases().champion().isEmpty()) {
            messages.println("No champion in " + config.registry() + ": profile and level forecast until there is one."
                    + "\nMaybe train one: foretide train --config ...");
            return Optional.empty();
        }
        try {
            TrainedModel model = registry.load(ModelRegistry.CHAMPION);
            return Optional.of(new Rung(model.card().version(), model.model(), model.calibrator()));
        } catch (ModelRefusedException e) {
            messages.println("The champion is refused, simpler models forecast instead: " + e.getMessage());
            return Optional.empty();
        }
    }
}
