package io.foretide.scaler.app;

import io.foretide.inference.ServingModels;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TuningMode;
import io.foretide.retraining.BackgroundCommand;
import io.foretide.retraining.ScheduledTraining;
import io.foretide.retraining.tuning.KeptTuning;
import io.foretide.retraining.tuning.NightlyTuning;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.config.TrainingSchedule;
import io.foretide.scaler.app.web.DashboardEvent;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.store.DataFolder;
import io.foretide.store.JobContents;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.ReactiveModeCheck;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.text.Durations;
import io.foretide.text.UnreachableException;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Wires a job as it is configured, as often as it takes. */
public final class ServiceWiring {
    /** It takes minutes; a machine on which it takes longer has no power to spare for it. */
    private static final Duration LONGEST_TUNING = Duration.ofHours(2);

    private final ForetideConfig config;
    private final PrintStream messages;
    private final FlinkRest flink;
    private final Front front;
    private final Instant begun;

    /** Of a process's only job. */
    public ServiceWiring(ForetideConfig config, PrintStream messages) {
        this(config, Front.of(config.job()), messages);
    }

    /**
     * Of one of several jobs.
     *
     * @param front what is shown of it, before it is open and after
     * @param messages for people
     */
    public ServiceWiring(ForetideConfig config, Front front, PrintStream messages) {
        this.config = config;
        this.messages = messages;
        this.flink = new FlinkRest(config.flink().access());
        this.front = front;
        this.begun = Instant.now();
        front.feed().publish(announcement(config.planner()));
    }

    /**
     * Checks that Flink is there and in Reactive Mode, and wires everything, a store of its own with it. What fails leaves
     * nothing open.
     *
     * @param seenAs wraps the target
     * @throws UserError if something the configuration names is missing or not as it must be
     * @throws UnreachableException if something does not answer
     */
    public Service open(UnaryOperator<ScalingTarget> seenAs) throws IOException {
        check();
        Instant now = Instant.now();
        ScaledClock clock = new ScaledClock(Clock.systemUTC(), now, now, 1);
        Files.createDirectories(config.data());
        return Opened.wholly(opened -> {
            Stores stores = opened.keep(Stores.open(config.store()));
            return open(Shared.of(new DataFolder(config.data()), stores, clock), seenAs, Membership.NONE, opened);
        });
    }

    /** The same with what the jobs of {@code host} share, as one of them. */
    public Service open(ServiceHost host, Membership fleet) throws IOException {
        check();
        return Opened.whollyWithin(host.opened(), opened -> open(host.shared(), target -> target, fleet, opened));
    }

    private void check() {
        List<String> problems = new ArrayList<>(config.flink().access().problems());
        problems.addAll(config.source().problems());
        if (!problems.isEmpty()) {
            throw UserError.usage(String.join("\n", problems));
        }
        if (config.target().isReactive()) {
            checkFlink();
        }
    }

    private Service open(Shared shared, UnaryOperator<ScalingTarget> seenAs, Membership fleet, Opened opened)
            throws IOException {
        Files.createDirectories(config.own());
        JobParts.Scaling scaling = scaling(shared, seenAs, fleet, opened);
        Optional<EventCalendar> events = config.calendar()
                .events()
                .map(file -> EventCalendar.read(file, config.calendar().localTimes()));
        PlannerSettings planner = planner(events);
        JobContents contents = shared.stores().contents(config.job(), config.own());
        KeptTuning tuned = new KeptTuning(contents);
        ServedSettings settings = new ServedSettings(config.tuning(), planner, tuned, this::show);
        JobParts parts = new JobParts(
                front,
                new TelemetryWiring(config, flink, opened).telemetry(events),
                scaling,
                planner,
                models(Registries.open(config.registry(), shared.stores(), opened)),
                new JobParts.Listeners(
                        List.of(
                                tick -> shared.decisions()
                                        .settings()
                                        .serves(config.job(), settings.tuned(), tick.now()),
                                settings::watch,
                                fleet.told()),
                        List.of()));
        JobLine line = Wiring.line(parts, settings, shared, opened);
        return new Service(
                line,
                new JobSchedule(
                        config.tick(),
                        config.inferenceEvery(),
                        Optional.of(new CalendarDuties(contents, retraining(), nightly(line)))),
                new JobRoutes(
                        line,
                        shared,
                        config.calendar().zone(),
                        KubernetesSettings.of(config.target())
                                .map(target -> () -> TargetStatus.of(target, config.object(), config.leader()))),
                opened);
    }

    private void checkFlink() {
        try {
            new ReactiveModeCheck(flink).problem().ifPresent(problem -> {
                throw UserError.check(problem);
            });
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    private JobParts.Scaling scaling(
            Shared shared, UnaryOperator<ScalingTarget> seenAs, Membership fleet, Opened opened) throws IOException {
        TargetWiring wiring = new TargetWiring(config, flink, opened);
        ScalingTarget target = wiring.target();
        Replication replication = wiring.replication(target, fleet.replicas(), shared.decisions());
        return new JobParts.Scaling(seenAs.apply(target), replication, wiring.placeholders(), fleet.allowance());
    }

    private PlannerSettings planner(Optional<EventCalendar> events) {
        PlannerSettings planner = config.planner();
        return planner.withRules(
                planner.rules().withEvents(events.map(EventCalendar::events).orElse(List.of())));
    }

    /** The champion of the registry, whoever that is; without one the simpler models serve. */
    private ServingModels models(ModelRegistry registry) {
        if (registry.aliases().champion().isEmpty()) {
            messages.println("No champion in " + registry.name() + ": simpler models forecast until there is one."
                    + "\nMaybe train one: foretide train --config ...");
        }
        return ServingModels.of(registry, config.calendar().zone());
    }

    private DashboardEvent.Job announcement(PlannerSettings planner) {
        return new DashboardEvent.Job(
                config.job().value(),
                config.flink().access().address().toString(),
                planner.slotsPerTaskManager(),
                planner.objective().measure().word(),
                Durations.seconds(planner.sloLag()),
                planner.headroom(),
                1,
                begun,
                Optional.empty());
    }

    private void show(ServedSettings.Served served) {
        front.metrics().tuning().serves(config.job(), served);
        front.feed().publish(announcement(served.settings()));
        front.feed()
                .publish(DashboardEvent.Tuning.of(served.mode(), served.state().latest(), served.proposal()));
    }

    /** Retrains in a process of its own, where the configuration says when. */
    private Optional<ScheduledTraining> retraining() {
        ForetideConfig.Training training = config.training();
        return training.schedule() == TrainingSchedule.OFF
                ? Optional.empty()
                : Optional.of(new ScheduledTraining(
                        Optional.of(training.day()).filter(day -> training.schedule() == TrainingSchedule.WEEKLY),
                        training.at(),
                        config.calendar().zone(),
                        background("training", Optional.empty(), "train")));
    }

    /** Tunes in a process of its own, unless it is not wanted. */
    private Optional<NightlyTuning> nightly(JobLine line) {
        return config.tuning().mode() == TuningMode.OFF
                ? Optional.empty()
                : Optional.of(new NightlyTuning(
                        config.tuning().at(),
                        config.calendar().zone(),
                        background("tuning", Optional.of(LONGEST_TUNING), "tune", "--publish"),
                        () -> config.leader().isEmpty() || line.isLeading()));
    }

    private BackgroundCommand background(String name, Optional<Duration> longest, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(config.origin().options());
        return new BackgroundCommand(
                name,
                ForetideCommand.of(all.toArray(String[]::new)),
                config.own().resolve(name + ".log"),
                longest);
    }
}
