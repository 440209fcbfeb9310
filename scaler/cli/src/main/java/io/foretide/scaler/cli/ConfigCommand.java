package io.foretide.scaler.cli;

import io.foretide.datasets.TraceFormatException;
import io.foretide.scaler.app.SignalSources;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.telemetry.signal.EventCalendar;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretide config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Checks a configuration, or shows it with its defaults.")
final class ConfigCommand extends CommandGroup {
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says everything that is wrong with a configuration and the files it names.")
    int check(@Mixin ConfigOption config) {
        ForetideConfig configuration = config.read();
        List<String> problems = new ArrayList<>(configuration.flink().access().problems());
        problems.addAll(configuration.source().problems());
        ForetideConfig.Calendar calendar = configuration.calendar();
        calendar.events()
                .ifPresent(events -> tried(
                        problems, "signals.calendar.events", () -> EventCalendar.read(events, calendar.localTimes())));
        configuration
                .traces()
                .forEach(trace -> tried(
                        problems,
                        "signals.traces " + trace.path(),
                        () -> System.err.println(
                                SignalSources.of(trace, calendar).description())));
        configuration
                .asked()
                .forEach(asked -> asked.access()
                        .problems()
                        .forEach(problem -> problems.add("signals.asked " + asked.name() + ": " + problem)));
        if (!problems.isEmpty()) {
            throw new ConfigException(config.file(), problems);
        }
        System.out.println("configuration " + config.file() + " is good: job " + configuration.job());
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints a configuration as YAML, with the defaults of what it leaves open.")
    int show(@Mixin ConfigOption config) {
        System.out.print(ConfigReader.show(config.file()));
        return 0;
    }

    private static void tried(List<String> problems, String what, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            problems.add(what + ": " + e.getMessage());
        }
    }
}
