package io.foretide.scaler.cli;

import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.store.DataFolder;
import io.foretide.store.Database;
import io.foretide.store.DatabaseFile;
import io.foretide.store.FeatureStore;
import io.foretide.store.FolderLock;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.store.copy.Compared;
import io.foretide.store.copy.StoreCopy;
import io.foretide.telemetry.JobId;
import io.foretide.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foretide store copy}: a history moves to another store. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        description = {
            "Copies history, decisions, memory, models and tuned settings of all jobs from one store to another, and"
                    + " compares both.",
            "What the target has already is skipped, so that a copy which was interrupted goes on. A row that the target has"
                    + " with other values is named, and nothing is copied."
        },
        footer = {
            "",
            "A store is a file such as foretide-data/features.db, with decisions.db beside it, or a database such as"
                    + " jdbc:postgresql://host:5432/database; its user and password are FORETIDE_STORE_USER, and"
                    + " FORETIDE_STORE_PASSWORD or FORETIDE_STORE_PASSWORD_FILE, in the environment."
        })
final class StoreCopyCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "<store>",
            required = true,
            description = "What is copied; nothing is changed in it.")
    private String from = "";

    @Option(names = "--to", paramLabel = "<store>", required = true, description = "Where to.")
    private String to = "";

    @Option(
            names = "--keep-different",
            description = "Rows that the target has with other values stay as they are there, and the rest is copied.")
    private boolean keepDifferent;

    @Mixin
    private final OutputOption output = new OutputOption();

    /**
     * What was copied of a table.
     *
     * @param rows of the source
     * @param copied of them, those that the target had not
     * @param different of them, those that stayed as the target has them
     * @param checksum of the source's rows
     * @param targetChecksum of the same rows in the target
     */
    record Copied(
            String table, int jobs, long rows, long copied, long different, String checksum, String targetChecksum) {
        static Copied of(Compared before, Compared after) {
            return new Copied(
                    after.table(),
                    after.jobs(),
                    after.rows(),
                    before.missing(),
                    after.different(),
                    after.checksum(),
                    after.targetChecksum());
        }
    }

    /** A copy, as programs read it. */
    record Result(String from, String to, List<Copied> tables) {}

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        StoreAddress source = StoreAddress.of(from);
        StoreAddress target = StoreAddress.of(to);
        if (source.isSameAs(target)) {
            throw UserError.usage("--from and --to are both " + target + ": they must be two stores");
        }
        List<Copied> copied = Interruptible.call(() -> copy(source, target));
        output.print(new Result(source.toString(), target.toString(), copied), () -> table(copied));
        return ExitCode.OK.code();
    }

    private List<Copied> copy(StoreAddress source, StoreAddress target) throws Exception {
        try (Opened opened = new Opened();
                TrainingBar bar = new TrainingBar(System.err)) {
            StoreCopy copy = new StoreCopy((phase, rows, all) -> bar.report(phase, rows, all, Duration.ZERO));
            Histories histories = connect(copy, source, target, opened);
            List<Compared> before = copy.compare("comparing");
            if (before.stream().allMatch(table -> table.rows() == 0)) {
                throw UserError.failed("store " + source + " holds nothing");
            }
            if (!keepDifferent) {
                before.forEach(table -> refuseDifferent(table, target));
            }
            copy.copy("copying");
            List<Compared> after = copy.compare("checking");
            List<Copied> copied = new ArrayList<>();
            for (int i = 0; i < after.size(); i++) {
                check(after.get(i), target);
                copied.add(Copied.of(before.get(i), after.get(i)));
            }
            copied.addAll(files(source, target, histories));
            return copied;
        }
    }

    /** The histories of both sides. */
    private record Histories(Database source, Database target) {}

    private List<Copied> files(StoreAddress source, StoreAddress target, Histories histories) throws IOException {
        List<JobId> jobs = new FeatureStore(histories.source()).jobs();
        Path local = Files.createTempDirectory("foretide-copy");
        try {
            return new JobFilesCopy(keepDifferent, System.err)
                    .copy(
                            jobs,
                            CopySides.of(source, histories.source(), false, local.resolve("from")),
                            CopySides.of(target, histories.target(), jobs.size() > 1, local.resolve("to")));
        } finally {
            TemporaryFolder.delete(local);
        }
    }

    private static Histories connect(StoreCopy copy, StoreAddress source, StoreAddress target, Opened opened)
            throws Exception {
        StoreLogin login = StoreLogin.of(System.getenv());
        Optional<Path> file = file(source);
        if (file.isEmpty()) {
            Stores stores = opened.keep(Stores.open(source, login));
            Stores targets = opened.keep(Stores.open(target, login));
            copy.add(StoreCopy.FEATURES, stores.features(), targets.features());
            copy.add(DecisionLog.COPIED, stores.decisions(), targets.decisions());
            return new Histories(stores.features(), targets.features());
        }
        if (!new DatabaseFile(file.get()).isThere()) {
            throw UserError.failed("there is no history " + file.get());
        }
        Optional<String> holder = FolderLock.holder(DataFolder.of(file.get()));
        if (holder.isPresent()) {
            throw UserError.failed("store " + source + " is in use by " + holder.get()
                    + ": what it writes meanwhile would be missing\nMaybe stop the service, and copy then");
        }
        Database features = opened.keep(SqliteDatabase.read(file.get(), FeatureStore.MIGRATIONS));
        Stores targets = opened.keep(Stores.open(target, login));
        copy.add(StoreCopy.FEATURES, features, targets.features());
        Path decisions = DataFolder.decisionsBeside(file.get());
        if (new DatabaseFile(decisions).isThere()) {
            copy.add(
                    DecisionLog.COPIED,
                    opened.keep(SqliteDatabase.read(decisions, DecisionLog.MIGRATIONS)),
                    targets.decisions());
        }
        return new Histories(features, targets.features());
    }

    private static Optional<Path> file(StoreAddress address) {
        return address instanceof StoreAddress.Sqlite sqlite ? Optional.of(sqlite.features()) : Optional.empty();
    }

    private static void refuseDifferent(Compared table, StoreAddress target) {
        table.first().ifPresent(first -> {
            throw UserError.failed("table " + table.table() + " of " + target + " has "
                    + Counted.of(table.different(), "row") + " with other values, the first: " + first
                    + ": nothing was copied\nMaybe copy to another schema (currentSchema), or leave such rows as they are"
                    + " there: --keep-different");
        });
    }

    private void check(Compared table, StoreAddress target) {
        if (!table.isEqual() && !(keepDifferent && table.missing() == 0)) {
            throw UserError.check("table " + table.table() + " of " + target + " is not what was copied: of "
                    + Counted.of(table.rows(), "row") + ", " + table.missing() + " are missing and "
                    + table.different()
                    + " differ\nMaybe somebody writes to one of the stores: stop the service, and copy again");
        }
    }

    private static String table(List<Copied> copied) {
        StringBuilder text = new StringBuilder(
                "%-14s %6s %10s %10s %10s  %s%n".formatted("table", "jobs", "rows", "copied", "different", "checksum"));
        for (Copied table : copied) {
            text.append("%-14s %6d %10d %10d %10d  %.16s%n"
                    .formatted(
                            table.table(),
                            table.jobs(),
                            table.rows(),
                            table.copied(),
                            table.different(),
                            table.checksum()));
        }
        boolean equal = copied.stream().allMatch(table -> table.checksum().equals(table.targetChecksum()));
        return text.append(
                        equal
                                ? "The target has the same rows, by count and checksum.%n".formatted()
                                : "The target has all other rows; those that differ stayed as they are there.%n"
                                        .formatted())
                .toString();
    }
}
