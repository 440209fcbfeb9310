package io.foretide.scaler;

import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceReader;
import io.foretide.inference.Rung;
import io.foretide.scaler.config.ForetideConfig;
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
import java.time.Instant;
import java.util.ArrayList;
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
        Instant now = Instant.now();
        ScalingTarget target = TargetWiring.target(config);
        Replication replication = TargetWiring.replication(config, target);
        Optional<EventCalendar> events = config.calendar().events().map(EventCalendar::read);
        JobRuntime runtime = new JobRuntime(new JobRuntime.Parts(
                config.job(),
                new FlinkRestSource(TargetWiring.flink(config)),
                signals(config, events),
                new FlinkProgress(TargetWiring.flink(config)),
                seenAs.apply(target),
                replication,
                TargetWiring.placeholders(config, replication.leadership()),
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
