package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HttpServerRunnerTest {
    @Test
    void takesTheNextFreePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpServerRunner server =
                        HttpServerRunner.listen("127.0.0.1", taken.getLocalPort(), 50, Router::router)) {
            assertThat(server.port()).isGreaterThan(taken.getLocalPort());
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
