package io.foretide.store;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables of one part of a store, step by step: {@code V1__name.sql} for SQLite, and beside it {@code V1__name.pgsql} for
 * PostgreSQL, which is numbered by itself.
 *
 * @param part names what was done to a schema that parts share
 * @param folder of the class path
 */
public record Migrations(String part, String folder) {
    void sqlite(String database, FluentConfiguration flyway) {
        known(database, flyway).migrate();
    }

    /** {@code flyway} knows the schema. */
    void postgres(String database, FluentConfiguration flyway) {
        known(database, inSchema(flyway)).migrate();
    }

    /** Whether a schema is up to date; changes nothing. */
    boolean isInPostgres(String database, FluentConfiguration flyway) {
        return known(database, inSchema(flyway)).info().pending().length == 0;
    }

    private FluentConfiguration inSchema(FluentConfiguration flyway) {
        return flyway.table(part + "_schema_history")
                .sqlMigrationSuffixes(".pgsql")
                // other parts, and the schema's owner, have been here before
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    /** What is to be done, unless a newer version was there. */
    private Flyway known(String database, FluentConfiguration configuration) {
        Flyway flyway = configuration
                .locations("classpath:" + folder)
                .failOnMissingLocations(true)
                .load();
        Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .findFirst()
                .ifPresent(newer -> {
                    throw new StoreException(
                            database + " has schema version " + newer.getVersion()
                                    + ": this version of Foretide knows none above " + newest(flyway)
                                    + "\nMaybe use the newer version of Foretide that wrote it",
                            null);
                });
        return flyway;
    }

    private static String newest(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS)
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .reduce("0", (older, newer) -> newer);
    }
}
