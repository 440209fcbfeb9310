package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.store.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreChecksTest {
    @TempDir
    Path folder;

    private List<Check> checks() {
        ForetideConfig config = Configurations.of(folder, URI.create("http://127.0.0.1:1"), Configurations.DRY_RUN);
        return new StoreChecks(config, Path.of("foretide.yaml")).all();
    }

    private Finding finding(String name) {
        return checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    @Test
    void makesNothingThatIsNotThereYet() {
        assertThat(finding("folder").found()).contains("data will be made");
        assertThat(finding("model").fix()).contains(new Fix("run", "foretide train --config foretide.yaml --promote"));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void tellsASoundDatabaseFromADamagedOne() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        DecisionLog.open(data.resolve("decisions.db")).close();
        assertThat(finding("decisions.db").found()).startsWith("sound");
        Files.writeString(data.resolve("features.db"), "no database".repeat(100));
        Finding damaged = finding("features.db");
        assertThat(damaged.level()).isEqualTo(Level.PROBLEM);
        assertThat(damaged.fix().orElseThrow().text()).startsWith("mv " + data.resolve("features.db"));
    }

    @Test
    void aDatabaseThatIsMerelyLockedIsNotMovedAway() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        DecisionLog.open(data.resolve("decisions.db")).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("decisions.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            Finding locked = finding("decisions.db");
            assertThat(locked.level()).isEqualTo(Level.PROBLEM);
            assertThat(locked.found()).startsWith("cannot be read by user ").contains("locked");
            assertThat(locked.fix()).isEmpty();
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsAProblem() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> hangUp(taken), "another-program").start();
            Finding finding = new PortChecks(
                            new ForetideConfig.Http("127.0.0.1", taken.getLocalPort(), List.of()),
                            new DataFolder(folder))
                    .all()
                    .get(0)
                    .finding();
            assertThat(finding.level()).isEqualTo(Level.PROBLEM);
            assertThat(finding.found()).startsWith("127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // the test has ended
        }
    }
}
