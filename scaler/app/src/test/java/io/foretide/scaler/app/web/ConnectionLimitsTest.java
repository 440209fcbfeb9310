package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads block until the server closes: a connection that it keeps runs into their timeout. */
class ConnectionLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);
    private static final int SLOW_MILLIS = 1_500;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> opened = new ArrayList<>();
    private int port;

    private void serve(ConnectionLimits limits) throws Exception {
        ConnectionLimits.Watch watch = limits.watch(vertx);
        HttpServer server = vertx.createHttpServer(ConnectionLimits.watchable(new HttpServerOptions()))
                .connectionHandler(watch::connected)
                .requestHandler(request -> {
                    watch.requested(request);
                    if (request.path().equals("/slow")) {
                        vertx.setTimer(
                                SLOW_MILLIS, ignored -> request.response().end("slow"));
                    } else {
                        request.body().onSuccess(body -> request.response().end("read " + body.length()));
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : opened) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        opened.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Everything that comes until the other side ends it. */
    private static String rest(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
            }
        } catch (SocketException e) {
            read.append("reset");
        }
        return read.toString();
    }

    @Test
    void whoSaysNothingIsClosed() throws Exception {
        serve(new ConnectionLimits(10, SHORT, LONG, LONG));
        assertThat(rest(send(""))).doesNotContain("HTTP/1.1");
    }

    @Test
    void halfAHeaderIsClosed() throws Exception {
        serve(new ConnectionLimits(10, SHORT, LONG, LONG));
        assertThat(rest(send("GET / HTTP/1.1\r\nHost: a\r\nX: "))).doesNotContain("HTTP/1.1");
    }

    @Test
    void halfABodyIsClosed() throws Exception {
        serve(new ConnectionLimits(10, SHORT, LONG, SHORT));
        assertThat(rest(send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")))
                .doesNotContain("read");
    }

    @Test
    void anIdleConnectionIsClosedAfterItsAnswer() throws Exception {
        serve(new ConnectionLimits(10, SHORT, SHORT, LONG));
        assertThat(rest(send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")))
                .contains("200 OK")
                .endsWith("read 0");
    }

    @Test
    void anAnswerThatTakesLongIsWaitedFor() throws Exception {
        serve(new ConnectionLimits(10, SHORT, SHORT, SHORT));
        assertThat(rest(send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"))).endsWith("slow");
    }

    @Test
    void oneTooManyClosesTheOneThatHasWaitedLongest() throws Exception {
        serve(new ConnectionLimits(2, LONG, LONG, LONG));
        Socket first = send("");
        Socket second = send("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
        assertThat(second.getInputStream().read()).isEqualTo('H');
        Socket third = send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(rest(first)).doesNotContain("HTTP/1.1");
        assertThat(third.getInputStream().read()).isEqualTo('H');
    }
}
