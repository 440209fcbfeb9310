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
        bringUpToDate(database, flyway);
    }

    /** {@code flyway} knows the schema. */
    void postgres(String database, FluentConfiguration flyway) {
        bringUpToDate(
                database,
                flyway.table(part + "_schema_history")
                        .sqlMigrationSuffixes(".pgsql")
                        // other parts, and the schema's owner, have been here before
                        .baselineOnMigrate(true)
                        .baselineVersion("0"));
    }

    private void bringUpToDate(String database, FluentConfiguration configuration) {
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
        flyway.migrate();
    }

    private static String newest(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS)
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .reduce("0", (older, newer) -> newer);
    }
}
