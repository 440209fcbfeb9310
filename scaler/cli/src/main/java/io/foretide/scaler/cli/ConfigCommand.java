package io.foretide.scaler.cli;

import io.foretide.datasets.TraceFormatException;
import io.foretide.scaler.app.SignalSources;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.config.Origin;
import io.foretide.scaler.app.config.RegistryPlace;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.text.Counted;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        FleetConfig fleet = ConfigReader.fleet(config.file());
        if (fleet.isFleet() && config.job().isEmpty()) {
            checkFleet(config.file(), fleet);
            return 0;
        }
        ForetideConfig configuration = config.read();
        List<String> problems = problems(configuration);
        if (!problems.isEmpty()) {
            throw new ConfigException(configuration.origin(), problems);
        }
        notes(configuration);
        System.out.println("configuration " + configuration.origin() + " is good: job " + configuration.job());
        return 0;
    }

    /** Every problem of every job. */
    private static void checkFleet(Path file, FleetConfig fleet) {
        List<String> problems = new ArrayList<>(fleet.problems());
        for (FleetConfig.Job job : fleet.jobs()) {
            Stream.concat(job.problems().stream(), job.config().stream().flatMap(one -> problems(one).stream()))
                    .forEach(problem -> problems.add(job.where() + ", job " + job.name() + ": " + problem));
            job.config().ifPresent(ConfigCommand::notes);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(Origin.of(file), problems);
        }
        System.out.println(
                "configuration " + file + " is good: " + Counted.of(fleet.jobs().size(), "job"));
    }

    private static void notes(ForetideConfig configuration) {
        unknownHosts(configuration)
                .forEach(name -> System.err.println(
                        "note: " + name + ": its host is not known here, but may be where" + " the service runs"));
    }

    /** What is wrong with the files that it names. */
    private static List<String> problems(ForetideConfig configuration) {
        List<String> problems = new ArrayList<>(configuration.flink().access().problems());
        folder(problems, "data", configuration.data());
        if (configuration.registry() instanceof RegistryPlace.Folder registry) {
            folder(problems, "inference.registry", registry.path());
        }
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
        return problems;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints a configuration as YAML, with the defaults of what it leaves open.")
    int show(@Mixin ConfigOption config) {
        System.out.print(ConfigReader.show(config.file(), config.job()));
        return 0;
    }

    private static void folder(List<String> problems, String key, Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            problems.add(key + " \"" + path + "\": is a file; must be a folder, which is made if it is not there");
        }
    }

    /** A name that only a cluster knows is right all the same: nothing to refuse a configuration for. */
    private static List<String> unknownHosts(ForetideConfig configuration) {
        List<String> unknown = new ArrayList<>();
        HttpAccess flink = configuration.flink().access();
        if (!flink.isHostKnown()) {
            unknown.add("flink.rest " + flink.address());
        }
        configuration.asked().stream()
                .filter(asked -> !asked.access().isHostKnown())
                .forEach(asked -> unknown.add(
                        "signals.asked " + asked.name() + " " + asked.access().address()));
        try {
            InetAddress unused = InetAddress.getByName(configuration.http().host());
        } catch (UnknownHostException e) {
            unknown.add("http.host " + configuration.http().host());
        }
        return unknown;
    }

    private static void tried(List<String> problems, String what, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            problems.add(what + ": " + e.getMessage());
        }
    }
}
