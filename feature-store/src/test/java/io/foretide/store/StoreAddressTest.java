package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {
    @TempDir
    private Path folder;

    @Test
    void isAPathOrADatabaseOfAServer() {
        assertThat(StoreAddress.of("data/features.db")).isEqualTo(new StoreAddress.Sqlite(Path.of("data/features.db")));
        assertThat(StoreAddress.of("jdbc:postgresql://db:5433/fleet?sslmode=verify-full&sslrootcert=ca.pem"))
                .isInstanceOf(StoreAddress.Postgres.class)
                .hasToString("jdbc:postgresql://db:5433/fleet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "postgresql://db/fleet",
                "jdbc:mysql://db/fleet",
                "jdbc:sqlite:features.db",
                "jdbc:postgresql://db:port/fleet",
                "s3://bucket/features.db"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> StoreAddress.of(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(text)
                .hasMessageMatching(
                        "(?s).*must be (a path such as data/features.db, or )?jdbc:postgresql://host:5432/database");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/fleet?user=foretide",
                "jdbc:postgresql://db/fleet?sslmode=require&password=hunter2",
                "jdbc:postgresql://db/fleet?PASSWORD=hunter2",
                "jdbc:postgresql://db/fleet?sslpassword=hunter2",
                "jdbc:postgresql://foretide:hunter2@db/fleet",
                "postgresql://foretide:hunter2@db/fleet"
            })
    void whoReadsItIsNotInTheAddress(String text) {
        assertThatThrownBy(() -> StoreAddress.of(text))
                .isInstanceOf(InputException.class)
                .message()
                .doesNotContain("hunter2")
                .contains(text.startsWith("jdbc:") ? "FORETIDE_STORE_PASSWORD_FILE" : "must be a path");
    }

    @Test
    void theEnvironmentTellsWhoReadsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        assertThat(StoreLogin.of(Map.of())).isEqualTo(new StoreLogin(Optional.empty(), Optional.empty()));
        StoreLogin login = StoreLogin.of(
                Map.of("FORETIDE_STORE_USER", "foretide", "FORETIDE_STORE_PASSWORD_FILE", file.toString()));
        assertThat(login).isEqualTo(new StoreLogin(Optional.of("foretide"), Optional.of("hunter2")));
        assertThat(login).hasToString("foretide");
        assertThatThrownBy(() -> StoreLogin.of(Map.of("FORETIDE_STORE_PASSWORD_FILE", file + "x")))
                .hasMessage("FORETIDE_STORE_PASSWORD_FILE " + file + "x: must be a file; there is none");
        assertThatThrownBy(() -> StoreLogin.of(
                        Map.of("FORETIDE_STORE_PASSWORD", "a", "FORETIDE_STORE_PASSWORD_FILE", file.toString())))
                .hasMessageContaining("only one of them");
    }
}
