package io.foretide.scaler.cli;

import io.foretide.planner.learned.MemoryRepair;
import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.KeptStores;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.PlannerMemory.Memory;
import io.foretide.scaler.kubernetes.KubernetesWiring;
import io.foretide.store.DataFolder;
import io.foretide.store.Database;
import io.foretide.store.DatabaseFile;
import io.foretide.store.FeatureStore;
import io.foretide.store.FolderLock;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreRepair;
import io.foretide.store.StoreRepair.Impossible;
import io.foretide.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foretide store}: what nothing should learn from is taken out of history and memory; both move to another store. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Takes out of history and memory what nothing should learn from, and moves them.",
        footer = {
            "",
            "Files that repair and forget change are copied first, and the copies are named. Of a PostgreSQL database, take a backup before."
        },
        subcommands = StoreCopyCommand.class)
final class StoreCommand extends CommandGroup {
    /** Lines of a table that a person still reads. */
    private static final int MAX_SHOWN = 20;

    /**
     * What is wrong with a job's history and memory.
     *
     * @param history values that cannot be
     * @param memory parts of what was learned that cannot be
     * @param removed whether it was taken out
     * @param copies of the files as they were
     */
    record Found(String job, List<Impossible> history, List<String> memory, boolean removed, List<String> copies) {}

    @Command(
            name = "repair",
            mixinStandardHelpOptions = true,
            description = {
                "Finds values in history and memory that cannot be, and takes them out with --remove.",
                "Ends with 3 if some are there and stay."
            })
    int repair(
            @Mixin ConfigOption config,
            @Option(
                            names = "--remove",
                            description = "Takes them out; parts of the memory begin anew. Stop the service first.")
                    boolean remove,
            @Mixin OutputOption output)
            throws IOException {
        Logging.warningsOnly();
        ForetideConfig settings = config.read();
        Found found;
        try (Opened opened = new Opened()) {
            KeptStores stores =
                    opened.keep(remove ? KeptStores.change(settings.store()) : KeptStores.read(settings.store()));
            if (settings.leader().isEmpty() && !stores.isThere()) {
                throw UserError.failed("there is neither history nor memory in "
                        + settings.data().toAbsolutePath()
                        + " on this machine: nothing was stored yet by a service here");
            }
            if (remove && Files.isDirectory(settings.data())) {
                opened.keep(
                        FolderLock.take(
                                new DataFolder(settings.data()),
                                "a service would save its memory over the repaired one\nMaybe stop the service, and repair then"));
            }
            found = examined(settings, stores, remove, opened);
        }
        output.print(found, () -> table(found));
        boolean stays = !remove && !(found.history().isEmpty() && found.memory().isEmpty());
        return (stays ? ExitCode.CHECK : ExitCode.OK).code();
    }

    private static Found examined(ForetideConfig settings, KeptStores stores, boolean remove, Opened opened) {
        List<String> copies = new ArrayList<>();
        List<Impossible> history = List.of();
        Optional<Database> features = stores.features();
        if (features.isPresent()) {
            StoreRepair repair = new StoreRepair(features.get());
            history = repair.impossible(settings.job());
            if (remove && !history.isEmpty()) {
                copied(features.get(), "repair").ifPresent(copies::add);
                repair.remove(settings.job(), history);
            }
        }
        List<String> memory = List.of();
        if (settings.leader().isPresent()) {
            PlannerMemory shared =
                    KubernetesWiring.of(opened).memory(settings.leader().get());
            memory = repaired(shared, settings, remove, () -> {});
        } else {
            Optional<Database> decisions = stores.decisions();
            if (decisions.isPresent()) {
                memory = repaired(
                        new DecisionLog(decisions.get()),
                        settings,
                        remove,
                        () -> copied(decisions.get(), "repair").ifPresent(copies::add));
            }
        }
        return new Found(settings.job().value(), history, memory, remove, copies);
    }

    private static List<String> repaired(
            PlannerMemory memory, ForetideConfig settings, boolean remove, Runnable beforehand) {
        Optional<Memory> saved = memory.load(settings.job());
        if (saved.isEmpty()) {
            return List.of();
        }
        MemoryRepair repair = new MemoryRepair(settings.planner());
        Memory possible = new Memory(
                repair.of(saved.get().state()),
                saved.get().unlessApplied().map(repair::of),
                saved.get().kept(),
                saved.get().apart());
        List<String> wrong = repair.removed().stream().distinct().toList();
        if (remove && !wrong.isEmpty()) {
            beforehand.run();
            if (memory.save(settings.job(), possible) instanceof PlannerMemory.Overtaken) {
                throw UserError.failed("the memory of job " + settings.job()
                        + " was saved by a service meanwhile\nMaybe stop the service, and repair again");
            }
        }
        return wrong;
    }

    private static String table(Found found) {
        if (found.history().isEmpty() && found.memory().isEmpty()) {
            return "History and memory of job " + found.job() + " hold nothing that cannot be.%n".formatted();
        }
        StringBuilder text = new StringBuilder();
        found.history().stream()
                .limit(MAX_SHOWN)
                .forEach(value ->
                        text.append("history  %s  %s %s%n".formatted(value.minute(), value.feature(), value.value())));
        if (found.history().size() > MAX_SHOWN) {
            text.append("history  and %d more%n".formatted(found.history().size() - MAX_SHOWN));
        }
        found.memory().forEach(part -> text.append("memory   %s%n".formatted(part)));
        if (!found.removed()) {
            return text.append(
                            "Nothing is changed. With --remove they are missing, and the memory's parts begin anew.%n"
                                    .formatted())
                    .toString();
        }
        text.append("They are removed.%n".formatted());
        found.copies().forEach(copy -> text.append("As it was: %s%n".formatted(copy)));
        return text.toString();
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = {
                "Empties the minutes of a job's history from FROM until TO, so that nothing learns from them.",
                "What a model has learned of them already, it knows until it is trained again."
            })
    int forget(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "FROM", description = "A UTC time such as 2026-01-31T06:30:00Z.") Instant from,
            @Parameters(paramLabel = "TO", description = "A UTC time after it, whose minute stays.") Instant to) {
        Logging.warningsOnly();
        ForetideConfig settings = config.read();
        if (!from.isBefore(to)) {
            throw UserError.usage("TO " + to + ": must be a time after FROM (" + from + ")");
        }
        try (KeptStores stores = KeptStores.change(settings.store())) {
            Database database = stores.features()
                    .orElseThrow(() ->
                            UserError.failed("there is no history " + new DataFolder(settings.data()).features()));
            FeatureStore store = new FeatureStore(database);
            Instant first = store.earliest(settings.job())
                    .orElseThrow(() ->
                            UserError.failed("there is no history of job " + settings.job() + " in " + store.name()));
            Instant last = store.latest(settings.job()).orElseThrow();
            if (!from.isBefore(last.plusSeconds(60)) || !to.isAfter(first)) {
                throw UserError.failed("nothing of job " + settings.job() + " was recorded from " + from + " to " + to
                        + ": its history is from " + first + " to " + last);
            }
            StoreRepair repair = new StoreRepair(database);
            if (repair.told(settings.job(), from, to) == 0) {
                System.out.printf(
                        "Nothing is left of job %s from %s to %s: nothing is changed.%n", settings.job(), from, to);
                return 0;
            }
            Optional<String> copy = copied(database, "forget");
            int minutes = repair.forget(settings.job(), from, to);
            System.out.printf(
                    "%s of job %s %s forgotten.%n",
                    Counted.of(minutes, "minute"), settings.job(), minutes == 1 ? "is" : "are");
            copy.ifPresent(file -> System.out.printf("As it was: %s%n", file));
        }
        return 0;
    }

    /** The way back: a copy beside a file, under a name that is free. A server has its own. */
    private static Optional<String> copied(Database database, String before) {
        if (!(database instanceof SqliteDatabase sqlite)) {
            return Optional.empty();
        }
        Path file = sqlite.file();
        Path copy = file.resolveSibling(file.getFileName() + ".before-" + before);
        for (int number = 2; Files.exists(copy); number++) {
            copy = file.resolveSibling(file.getFileName() + ".before-" + before + "-" + number);
        }
        new DatabaseFile(file).copyTo(copy);
        return Optional.of(copy.toString());
    }
}
