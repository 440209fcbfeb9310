package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerRunnerTest {
    @Test
    void takesTheNextFreePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpServerRunner server =
                        HttpServerRunner.listen("127.0.0.1", taken.getLocalPort(), 50, Router::router)) {
            assertThat(server.port()).isGreaterThan(taken.getLocalPort());
        }
    }

    /** What a server answers to a request for a path, asked under a name and perhaps by a page. */
    private static String answer(HttpServerRunner server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Router hello(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route("/").handler(context -> context.response().end("hello"));
        return router;
    }

    @Test
    void aNameThatAnybodyCanOwnIsRefused() throws Exception {
        try (HttpServerRunner server = HttpServerRunner.listen(
                "127.0.0.1", 0, List.of("foretide.example.com"), 1, HttpServerRunnerTest::hello)) {
            assertThat(answer(server, "GET / HTTP/1.1\r\nHost: evil.example"))
                    .startsWith("HTTP/1.1 403")
                    .contains("{\"error\":\"The host evil.example is not known here");
            assertThat(answer(server, "POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example"))
                    .startsWith("HTTP/1.1 403")
                    .contains("The origin http://evil.example is another page's");
            assertThat(answer(server, "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hello");
            assertThat(answer(server, "GET / HTTP/1.1\r\nHost: foretide.example.com"))
                    .startsWith("HTTP/1.1 200");
            assertThat(answer(server, "GET / HTTP/1.0")).startsWith("HTTP/1.0 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "localhost:http", "localhost:99999", "[::1", "a/b", "\"\""})
    void aHostThatCannotBeReadIsRefusedWithWhatIsAllowed(String host) throws Exception {
        try (HttpServerRunner server = HttpServerRunner.listen("127.0.0.1", 0, 1, HttpServerRunnerTest::hello)) {
            assertThat(answer(server, "GET / HTTP/1.1\r\nHost: " + host))
                    .startsWith("HTTP/1.1 400")
                    .contains("cannot be read: must be a name or an address, and a port");
        }
    }

    @Test
    void everyAnswerTellsBrowsersToTakeItForWhatItIs() throws Exception {
        try (HttpServerRunner server = HttpServerRunner.listen("127.0.0.1", 0, 1, HttpServerRunnerTest::hello)) {
            for (String request : List.of(
                    "GET / HTTP/1.1\r\nHost: localhost",
                    "GET /nowhere HTTP/1.1\r\nHost: localhost",
                    "GET / HTTP/1.1\r\nHost: evil.example",
                    "GET / HTTP/1.1\r\nHost: a b")) {
                assertThat(answer(server, request).lines())
                        .as(request)
                        .contains(
                                "X-Content-Type-Options: nosniff",
                                "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                                "Referrer-Policy: no-referrer");
            }
        }
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> HttpServerRunner.listen("127.0.0.1", taken.getLocalPort(), 1, Router::router))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }
}
