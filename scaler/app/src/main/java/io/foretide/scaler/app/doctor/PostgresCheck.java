package io.foretide.scaler.app.doctor;

import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreException;
import io.foretide.store.StoreLogin;
import io.foretide.text.Causes;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Checks that a database of a server can be used as the store. Changes nothing in it. */
final class PostgresCheck {
    private static final String ADVICE = "\nMaybe ";

    private final StoreAddress.Postgres address;
    private final StoreLogin login;

    PostgresCheck(StoreAddress.Postgres address, StoreLogin login) {
        this.address = address;
        this.login = login;
    }

    Finding finding() {
        try {
            return finding(PostgresDatabase.look(address, login, Stores.SHARED));
        } catch (StoreException e) {
            return failed(e);
        }
    }

    /** Whether it has all tables: who opens it then changes nothing. */
    boolean isUpToDate() {
        try {
            return PostgresDatabase.look(address, login, Stores.SHARED).isUpToDate();
        } catch (StoreException e) {
            return false;
        }
    }

    private Finding finding(PostgresDatabase.Standing now) {
        String found = address + ": PostgreSQL " + now.version() + ", schema " + now.schema();
        if (now.isStandby()) {
            return Finding.problem(found + " cannot be written, it is a standby: its primary is needed");
        }
        if (!now.mayWrite()) {
            return now.owner()
                    .map(owner -> Finding.problem(
                            found + " cannot be written by user " + now.user(),
                            sql("GRANT " + owner + " TO " + now.user())))
                    .orElseGet(() -> Finding.problem(
                            found + " is not there and cannot be made by user " + now.user(),
                            sql("CREATE SCHEMA " + now.schema() + " AUTHORIZATION " + now.user())));
        }
        if (now.owner().isEmpty()) {
            return Finding.ok(found + " will be made");
        }
        return Finding.ok(found + (now.isUpToDate() ? " is up to date" : " will be brought up to date"));
    }

    private static Fix sql(String statement) {
        return new Fix("the database, as its administrator", statement + ";");
    }

    private static Finding failed(StoreException e) {
        if (Causes.of(e).anyMatch(cause -> cause instanceof IOException && !(cause instanceof SSLException))) {
            return Finding.noAnswer(Checks.firstLine(e));
        }
        String said = String.valueOf(e.getMessage());
        return said.contains(ADVICE)
                ? new Finding(
                        Finding.Level.PROBLEM,
                        Checks.firstLine(e),
                        Optional.of(new Fix("maybe", said.substring(said.indexOf(ADVICE) + ADVICE.length()))))
                : Finding.problem(Checks.firstLine(e));
    }
}
