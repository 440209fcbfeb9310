package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.foretide.scaler.app.ServiceWiring;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** No output says a password or token: every command that reads a configuration, its log and what it writes are searched. */
class SecretsTest {
    private static final String SECRET = "s3cret";
    private static final String BASIC = "b3BzOnMzY3JldA"; // ops:s3cret

    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    private final FakeFlink flink = FakeFlink.tuned();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger("io.foretide")).addAppender(log);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger("io.foretide")).detachAppender(log);
        flink.close();
    }

    /** A configuration whose block {@code flink} has {@code keys}. */
    private String config(String keys) throws IOException {
        return Files.writeString(
                        folder.resolve("foretide.yaml"),
                        "job: orders\ndata: " + folder.resolve("data") + "\nflink: {" + keys + "}\n"
                                + "target: {type: dry-run}\nplanner: {slotsPerTaskManager: 2}\nhttp: {port: 0}\n")
                .toString();
    }

    private String address(String userInfo) {
        return flink.address().toString().replace("://", "://" + userInfo + "@");
    }

    private void everyCommand(String config) {
        for (String command : List.of(
                "config show",
                "config check",
                "doctor",
                "doctor -o json",
                "explain",
                "target status",
                "models list",
                "train --preset quick")) {
            Main.run((command + " --config " + config).split(" "));
        }
    }

    private String said() throws IOException {
        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage() + "\n"
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder written = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("foretide.yaml") && !file.endsWith("secret")) {
                    written.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
            return printed.out() + printed.err() + logged + written;
        }
    }

    private void saysNoSecret() throws IOException {
        assertThat(said()).doesNotContain(SECRET).doesNotContain(BASIC);
    }

    @Test
    void aPasswordInTheAddressIsUsedAndMasked() throws IOException {
        flink.authorization = Optional.of("Basic " + BASIC + "==");
        String config = config("rest: \"" + address("ops:" + SECRET) + "/\"");
        assertThat(Main.run("doctor", "--config", config)).isZero();
        everyCommand(config);
        assertThat(printed.out()).contains("rest: " + address("ops:***")).contains(" at " + address("ops:***"));
        saysNoSecret();
        ForetideConfig read = ConfigReader.read(Path.of(config));
        assertThat(read.toString()).contains(address("ops:***")).doesNotContain(SECRET);
        assertThat(new ServiceWiring(read, System.err).toString()).doesNotContain(SECRET);
    }

    @Test
    void aPasswordThatIsNotTakenIsMasked() throws IOException {
        flink.authorization = Optional.of("Basic another");
        String config = config("rest: \"" + address("ops:" + SECRET) + "\"");
        assertThat(Main.run("doctor", "--config", config)).isEqualTo(3);
        assertThat(Main.run("plan", "--config", config)).isEqualTo(4);
        assertThat(printed.out())
                .contains(address("ops:***")
                        + "/overview answers with HTTP status 401 to user and password in flink.rest")
                .contains("flink: {auth: {user: ..., passwordFile: ...}}");
        everyCommand(config);
        saysNoSecret();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user: ops, passwordFile: ", "tokenFile: "})
    void aSecretInAFileIsUsedAndNotPrinted(String key) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        flink.authorization = Optional.of(key.startsWith("user") ? "Basic " + BASIC + "==" : "Bearer " + SECRET);
        String config = config("rest: \"" + flink.address() + "\", auth: {" + key + secret + "}");
        assertThat(Main.run("doctor", "--config", config)).isZero();
        everyCommand(config);
        flink.authorization = Optional.of("another");
        everyCommand(config);
        assertThat(said()).contains("answers with HTTP status 401 to ");
        saysNoSecret();
    }

    @Test
    void whoCannotBeReachedIsNamedMasked() throws IOException {
        String config = config("rest: \"http://ops:" + SECRET + "@127.0.0.1:1\"");
        assertThat(Main.run("plan", "--config", config)).isEqualTo(4);
        assertThat(printed.err()).contains("Flink at http://ops:***@127.0.0.1:1 cannot be reached");
        everyCommand(config);
        saysNoSecret();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest: \"ops:s3cret@host\"",
                "rest: \"https://ops:s3 cret@host\"",
                "rest: \"https://ops:s3cret/x@host\"",
                "rest: \"https://ops:s3cret@host?x\"",
                "rest: \"https://ops:s3cret@ho st\"",
                "rest: [\"https://ops:s3cret@host\"]",
                "rest: \"https://ops:s3cret@host\", auth: {tokenFile: x}",
                "rest: \"https://ops:s3cret@host\", colour: red",
                "rest: \"https://ops:s3cret@host\", rest: \"https://ops:s3cret@host\"",
                "rest: @https://ops:s3cret@host",
                "rest: \"http://host\", proxy: \"http://ops:s3cret@host:3128\"",
                "rest: \"http://host\", auth: {user: \"ops:s3cret@x\", passwordFile: x}",
                "rest: \"http://host\", auth: {password: s3cret}",
            })
    void whatIsWrongWithAConfigurationIsSaidWithoutSecrets(String keys) throws IOException {
        String config = config(keys);
        assertThat(Main.run("config", "check", "--config", config)).isEqualTo(2);
        everyCommand(config);
        assertThat(said()).contains("problem").doesNotContain(SECRET).doesNotContain("s3 cret");
    }

    @Test
    void filesThatAreNotThereAreSaidByTheCheckAndAtTheStart() throws IOException {
        String config = config("rest: \"" + flink.address() + "\", auth: {tokenFile: none}, tls: {caFile: nothing}");
        assertThat(Main.run("config", "check", "--config", config)).isEqualTo(2);
        assertThat(printed.err())
                .contains("has 2 problems")
                .contains("flink.auth.tokenFile none: must be a file; there is none")
                .contains("flink.tls.caFile nothing: must be a file; there is none");
        printed.clear();
        assertThat(Main.run("plan", "--config", config)).isEqualTo(2);
        assertThat(printed.err())
                .contains("flink.auth.tokenFile none: must be a file; there is none")
                .contains("flink.tls.caFile nothing: must be a file; there is none");
        assertThat(Main.run("doctor", "--config", config)).isEqualTo(3);
        assertThat(printed.out()).contains("flink.tls.caFile nothing: must be a file; there is none");
    }
}
