package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresCheckIT {
    private final StoreAddress.Postgres address;

    PostgresCheckIT(PostgresServer server) {
        this.address = server.database();
    }

    private static Finding finding(StoreAddress.Postgres address, StoreLogin login) {
        return new PostgresCheck(address, login).finding();
    }

    @Test
    void makesNothingAndTellsWhenTheSchemaIsThere() {
        Finding first = finding(address, PostgresServer.LOGIN);
        assertThat(first.level()).isEqualTo(Level.OK);
        assertThat(first.found()).contains(": PostgreSQL ").endsWith("schema foretide will be made");
        assertThat(finding(address, PostgresServer.LOGIN)).isEqualTo(first);
        Stores.open(address, PostgresServer.LOGIN).close();
        assertThat(finding(address, PostgresServer.LOGIN).found()).endsWith("schema foretide is up to date");
    }

    @Test
    void aSchemaOfANewerVersionIsAProblem() {
        try (Stores stores = Stores.open(address, PostgresServer.LOGIN)) {
            stores.features()
                    .use(handle -> handle.execute("insert into features_schema_history select 99, '99', description,"
                            + " type, script, checksum, installed_by, installed_on, execution_time, success"
                            + " from features_schema_history where version = '1'"));
        }
        Finding newer = finding(address, PostgresServer.LOGIN);
        assertThat(newer.level()).isEqualTo(Level.PROBLEM);
        assertThat(newer.found()).contains("has schema version 99");
    }

    @Test
    void whoMayNotWriteIsToldWhatToRun() {
        StoreLogin reader = new StoreLogin(Optional.of("onlooker"), Optional.of("let me look"));
        try (Stores stores = Stores.open(address, PostgresServer.LOGIN)) {
            stores.features().use(handle -> {
                handle.execute("drop role if exists onlooker");
                handle.execute("create role onlooker login password 'let me look'");
            });
        }
        Finding written = finding(address, reader);
        assertThat(written.level()).isEqualTo(Level.PROBLEM);
        assertThat(written.found()).endsWith("schema foretide cannot be written by user onlooker");
        assertThat(written.fix().orElseThrow().text()).isEqualTo("GRANT foretide TO onlooker;");
        StoreAddress.Postgres other = new StoreAddress.Postgres(address.url() + "?currentSchema=other");
        Finding missing = finding(other, reader);
        assertThat(missing.found()).endsWith("schema other is not there and cannot be made by user onlooker");
        assertThat(missing.fix().orElseThrow().text()).isEqualTo("CREATE SCHEMA other AUTHORIZATION onlooker;");
    }

    @Test
    void aWrongPasswordIsAProblemAndAServerThatIsAwayDoesNotAnswer() {
        Finding wrong = finding(address, new StoreLogin(PostgresServer.LOGIN.user(), Optional.of("hunter2")));
        assertThat(wrong.level()).isEqualTo(Level.PROBLEM);
        assertThat(wrong.fix().orElseThrow().text()).startsWith("set FORETIDE_STORE_USER");
        assertThat(wrong.toString()).doesNotContain("hunter2");
        Finding away = finding(new StoreAddress.Postgres("jdbc:postgresql://127.0.0.1:1/fleet"), PostgresServer.LOGIN);
        assertThat(away.level()).isEqualTo(Level.NO_ANSWER);
        assertThat(away.found()).contains("its server does not answer");
    }
}
