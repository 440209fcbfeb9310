package io.foretide.telemetry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.telemetry.access.HttpRequests.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestsTest {
    private static final Peer FLINK = new Peer("Flink", "flink", "rest");

    private static final String OPS = "Basic b3BzOnNlY3JldA=="; // ops:secret

    @TempDir
    Path folder;

    private final RecordingServer server = new RecordingServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequests http(String userInfo, String path) {
        return new HttpRequests(access(HttpAddress.parse("http://" + userInfo + server.authority() + path)));
    }

    private static HttpAccess access(HttpAddress address) {
        return new HttpAccess(FLINK, address, new Credentials.None(), TlsFiles.NONE, Optional.empty());
    }

    private HttpRequests with(Credentials credentials) {
        return new HttpRequests(new HttpAccess(
                FLINK,
                HttpAddress.parse("http://" + server.authority()),
                credentials,
                TlsFiles.NONE,
                Optional.empty()));
    }

    @Test
    void userAndPasswordAreSentWithTheFirstRequest() throws IOException {
        assertThat(http("ops:secret@", "/streaming/orders/").get("/jobs/overview?a=b"))
                .isEqualTo(new Answer(200, "{}"));
        http("", "").get("/overview");
        assertThat(server.requests)
                .containsExactly("GET /streaming/orders/jobs/overview?a=b " + OPS, "GET /overview null");
    }

    @Test
    void aPasswordIsReadFromItsFileWithoutTheEndOfTheLine() throws IOException {
        with(new Credentials.PasswordFile("ops", Files.writeString(folder.resolve("p"), "secret\r\n")))
                .get("/a");
        assertThat(server.requests).containsExactly("GET /a " + OPS);
    }

    @Test
    void aTokenThatIsRenewedIsSentFromThenOn() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        HttpRequests http = with(new Credentials.TokenFile(file));
        http.get("/a");
        Files.writeString(file, "second");
        http.get("/b");
        assertThat(server.requests).containsExactly("GET /a Bearer first", "GET /b Bearer second");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectOnTheSameHostIsFollowedWithMethodBodyAndCredentials(int status) throws IOException {
        server.redirects.put("/jobs/1", new RecordingServer.Redirect(status, "/flink/jobs/1"));
        assertThat(http("ops:secret@", "").send("PUT", "/jobs/1", "{\"a\":1}")).isEqualTo(new Answer(200, "{\"a\":1}"));
        assertThat(http("ops:secret@", "").get("/jobs/1").status()).isEqualTo(200);
        assertThat(server.requests)
                .containsExactly(
                        "PUT /jobs/1 " + OPS,
                        "PUT /flink/jobs/1 " + OPS,
                        "GET /jobs/1 " + OPS,
                        "GET /flink/jobs/1 " + OPS);
    }

    @Test
    void anAnswerThatIsToBeFetchedElsewhereIsNotTakenForAnAcceptedRequest() throws IOException {
        server.redirects.put("/jobs/1", new RecordingServer.Redirect(303, "/done"));
        assertThat(http("", "").send("PUT", "/jobs/1", "{}").status()).isEqualTo(303);
        assertThat(http("", "").get("/jobs/1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://flink.example.test/overview,              https://flink.example.test",
        "https://flink.example.test/a/overview,            https://flink.example.test/a",
        "//flink.example.test/overview,                    http://flink.example.test",
        "http://127.0.0.1:1/overview,                      http://127.0.0.1:1",
        "https://sso.example/login?state=s3cret&token=x#y, https://sso.example/login",
        "https://ops:s3cret@sso.example/overview,          https://sso.example",
    })
    void aRedirectToAnotherHostOrPortGetsNoCredentialsAndIsSaid(String location, String setting) {
        server.redirects.put("/overview", new RecordingServer.Redirect(308, location));
        assertThatThrownBy(() -> http("ops:secret@", "").get("/overview"))
                .isInstanceOfSatisfying(
                        HttpAccessException.class,
                        e -> assertThat(e.setting()).isEqualTo("flink: {rest: \"" + setting + "\"}"))
                .hasMessageStartingWith("http://ops:***@" + server.authority() + "/overview redirects to " + setting)
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("secret");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void redirectsInACircleEnd() {
        server.redirects.put("/a", new RecordingServer.Redirect(302, "/a"));
        assertThatThrownBy(() -> http("", "").get("/a")).hasMessageEndingWith("/a redirects more than 5 times");
        assertThat(server.requests).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Basic realm=\"flink\", 'flink: {auth: {user: ..., passwordFile: ...}}'",
        "403, ,                      'flink: {auth: {user: ..., passwordFile: ...}}'",
        "401, Bearer,                flink: {auth: {tokenFile: ...}}",
    })
    void whoMayNotAskIsToldWhatToSet(int status, String challenge, String setting) {
        server.answers.put(
                "/a",
                new RecordingServer.Fixed(
                        status, challenge == null ? Map.of() : Map.of("WWW-Authenticate", challenge)));
        assertThatThrownBy(() -> http("ops:secret@", "").get("/a"))
                .isInstanceOfSatisfying(
                        HttpAccessException.class, e -> assertThat(e.setting()).isEqualTo(setting))
                .hasMessageContaining("/a answers with HTTP status " + status + " to user and password in flink.rest")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anAnswerThatStallsIsGivenUpWithItsConnection() throws Exception {
        try (StalledServer stalled = new StalledServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")) {
            HttpRequests http = new HttpRequests(access(stalled.address()), Duration.ofMillis(300));
            assertThatThrownBy(() -> http.get("/overview"))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("cannot be reached: /overview is not answered to its end within 0.3s");
            assertThat(stalled.closedByTheOther()).isTrue();
        }
    }

    @Test
    void whoIsInterruptedStaysSo() throws Exception {
        try (StalledServer stalled = new StalledServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")) {
            HttpRequests http = new HttpRequests(access(stalled.address()));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> http.get("/overview")).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anAnswerIsReadUpTo16MebibytesAndThenGivenUp() throws IOException {
        server.answers.put("/a", new RecordingServer.Long(16 << 20));
        assertThat(http("", "").get("/a").body()).hasSize(16 << 20);
        server.answers.put("/a", new RecordingServer.Long((16 << 20) + 1));
        assertThatThrownBy(() -> http("", "").get("/a"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("cannot be reached: the answer is longer than 16 MiB");
    }

    @Test
    void everythingGoesThroughTheProxy() throws IOException {
        HttpRequests http = new HttpRequests(new HttpAccess(
                FLINK,
                HttpAddress.parse("http://ops:secret@flink.example/orders"),
                new Credentials.None(),
                TlsFiles.NONE,
                Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", server.port()))));
        assertThat(http.get("/overview").status()).isEqualTo(200);
        assertThat(server.requests).containsExactly("GET http://flink.example/orders/overview " + OPS);
    }

    @Test
    void anAddressOfNobodyIsNamedMasked() {
        HttpRequests http = new HttpRequests(access(HttpAddress.parse("http://ops:secret@127.0.0.1:1/a")));
        assertThatThrownBy(() -> http.get("/overview"))
                .isInstanceOf(IOException.class)
                .hasMessage("Flink at http://ops:***@127.0.0.1:1/a cannot be reached: nothing listens there");
    }

    @Test
    void aWayWithoutCredentialsPrintsNothingOfThem() {
        assertThat(HttpAccess.at(FLINK, "http://ops:secret@h").toString()).doesNotContain("secret");
    }
}
