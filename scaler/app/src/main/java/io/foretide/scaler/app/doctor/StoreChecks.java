package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.Registries;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.config.RegistryPlace;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.store.DataFolder;
import io.foretide.store.DatabaseFile;
import io.foretide.store.SqliteFailures;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreException;
import io.foretide.store.StoreLogin;
import io.foretide.text.InputException;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Checks that the history can be kept and is sound, and that there is a model to forecast with. Changes nothing. */
final class StoreChecks {
    private static final long MEBIBYTE = 1 << 20;
    private static final long MIN_FREE_BYTES = 512 * MEBIBYTE;

    private final ForetideConfig config;
    private final Path file;
    private final Checks checks = new Checks("Store and model");

    /** {@code file}: where the configuration is, for commands to run. */
    StoreChecks(ForetideConfig config, Path file) {
        this.config = config;
        this.file = file;
    }

    List<Check> all() {
        checks.ask("folder", this::folder);
        if (config.store() instanceof StoreAddress.Postgres postgres) {
            checks.add("store", postgres(postgres));
        } else {
            new DataFolder(config.data()).databases().forEach(this::database);
        }
        checks.add("model", model());
        return checks.all();
    }

    private Finding folder() throws IOException {
        Path folder = config.data().toAbsolutePath();
        Path there = DataFolder.there(folder);
        try {
            there.getFileSystem().provider().checkAccess(there, AccessMode.WRITE);
        } catch (AccessDeniedException e) {
            return Finding.problem(
                    there + " cannot be written by user " + System.getProperty("user.name"),
                    Fix.run("sudo install -d -o " + System.getProperty("user.name") + " " + folder));
        } catch (FileSystemException e) {
            return Finding.problem(there + " cannot be written: " + e.getReason()); // such as a read-only file system
        }
        FileStore disk = Files.getFileStore(there);
        String free = disk.getUsableSpace() / MEBIBYTE + " MiB free";
        if (disk.getUsableSpace() < MEBIBYTE) {
            return Finding.problem(folder + ": its disk is full");
        }
        if (disk.getUsableSpace() < MIN_FREE_BYTES) {
            return Finding.warning(folder + ": only " + free);
        }
        return Finding.ok(folder + (there.equals(folder) ? "" : " will be made") + ", " + free);
    }

    private static Finding postgres(StoreAddress.Postgres address) {
        try {
            return new PostgresCheck(address, StoreLogin.of(System.getenv())).finding();
        } catch (InputException e) {
            return Finding.problem(Checks.firstLine(e));
        }
    }

    private void database(Path database) {
        String name = String.valueOf(database.getFileName());
        if (Files.exists(database)) {
            checks.add(name, sound(database));
        }
    }

    private static Finding sound(Path database) {
        try (Connection connection = DriverManager.getConnection(new DatabaseFile(database).readOnly());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = answer.next() ? answer.getString(1) : "no answer";
            return verdict.equals("ok")
                    ? Finding.ok("sound, " + Math.max(1, Files.size(database) / MEBIBYTE) + " MiB")
                    : damaged(database, verdict);
        } catch (SQLException e) {
            // one that is locked, or in a folder that nobody may write, is whole for all that is known
            return SqliteFailures.isDamage(e)
                    ? damaged(database, Checks.firstLine(e))
                    : Finding.problem("cannot be read by user " + System.getProperty("user.name")
                            + ", which says nothing of what is in it: " + Checks.firstLine(e));
        } catch (IOException e) {
            return Checks.failed(e);
        }
    }

    private static Finding damaged(Path database, String why) {
        return Finding.problem(
                "damaged: " + why, Fix.run("mv " + database + " " + database + ".damaged    # a new one is begun"));
    }

    private Finding model() {
        Fix train = Fix.run("foretide train --config " + file + " --promote");
        String without = ": simpler models forecast until there is one";
        if (config.registry() instanceof RegistryPlace.Folder folder && !ModelRegistry.isOne(folder.path())) {
            return Finding.warning("there is no registry " + folder + without, train);
        }
        if (config.registry() instanceof RegistryPlace.InStore rows
                && !new PostgresCheck(rows.store(), StoreLogin.of(System.getenv())).isUpToDate()) {
            return Finding.warning("there is no registry of " + rows + without, train);
        }
        try (Opened opened = new Opened()) {
            ModelRegistry registry = Registries.open(config.registry(), opened);
            if (registry.aliases().champion().isEmpty()) {
                return Finding.warning("there is no champion in " + config.registry() + without, train);
            }
            return Finding.ok(
                    "champion " + registry.load(ModelRegistry.CHAMPION).card().version());
        } catch (ModelRefusedException e) {
            return Finding.problem("the champion is refused: " + Checks.firstLine(e), train);
        } catch (UncheckedIOException | StoreException e) {
            return Finding.problem("the registry cannot be read: " + Checks.firstLine(e));
        }
    }
}
