package io.foretide.scaler.app;

import io.foretide.inference.ServingModels;
import io.foretide.retraining.WeeklyTraining;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.web.DashboardEvent;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.ReactiveModeCheck;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.text.UnreachableException;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Wires {@code foretide serve} from its configuration. */
public final class Service {
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
        if (!(config.target() instanceof ForetideConfig.RescaleApi)) {
            checkFlink(config);
        }
        return Opened.wholly(opened -> wire(config, messages, seenAs, opened));
    }

    private static JobRuntime wire(
            ForetideConfig config, PrintStream messages, Function<ScalingTarget, ScalingTarget> seenAs, Opened opened)
            throws IOException {
        Instant now = Instant.now();
        TargetWiring wiring = new TargetWiring(config, opened);
        ScalingTarget target = wiring.target();
        Replication replication = wiring.replication(target);
        Optional<EventCalendar> events = config.calendar().events().map(EventCalendar::read);
        JobRuntime.Parts parts = new JobRuntime.Parts(
                config.job(),
                new FlinkRestSource(TargetWiring.flink(config)),
                SignalSources.of(config.signals(), events),
                new FlinkProgress(TargetWiring.flink(config)),
                seenAs.apply(target),
                replication,
                wiring.placeholders(replication.leadership()),
                config.planner()
                        .with(config.planner()
                                .rules()
                                .with(events.map(EventCalendar::events).orElse(List.of()))),
                config.data(),
                config.calendar().zone(),
                new ScaledClock(Clock.systemUTC(), now, now, 1),
                models(config, messages),
                List.of(),
                List.of(),
                weekly(config));
        JobRuntime runtime = new JobRuntime(parts, opened);
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

    /** Retrains in a process of its own, where the configuration says when. */
    private static Optional<WeeklyTraining> weekly(ForetideConfig config) {
        return config.training()
                .weekly()
                .map(when -> new WeeklyTraining(
                        when.day(),
                        when.time(),
                        config.calendar().zone(),
                        Home.command(
                                "train",
                                "--config",
                                config.training().file().toAbsolutePath().toString()),
                        config.data().resolve("training.log")));
    }

    private static void checkFlink(ForetideConfig config) {
        try {
            new ReactiveModeCheck(config.flink().rest()).problem().ifPresent(problem -> {
                throw new UserError(UserError.CHECK, problem);
            });
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    /** The champion of the registry, whoever that is; without one the simpler models serve. */
    private static ServingModels models(ForetideConfig config, PrintStream messages) {
        ModelRegistry registry = new ModelRegistry(config.registry());
        if (registry.aliases().champion().isEmpty()) {
            messages.println("No champion in " + config.registry() + ": simpler models forecast until there is one."
                    + "\nMaybe train one: foretide train --config ...");
        }
        return ServingModels.of(registry, config.calendar().zone());
    }
}
