package io.foretide.telemetry.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Takes one connection, says one thing after the request, and is silent until the other side ends it. */
final class StalledServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Boolean> closed;

    StalledServer(String answer) throws IOException {
        closed = CompletableFuture.supplyAsync(() -> serve(answer), run -> new Thread(run).start());
    }

    private boolean serve(String answer) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // reset
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    HttpAddress address() {
        return HttpAddress.parse("http://127.0.0.1:" + port());
    }

    /** Whether the other side has ended the connection. Waits for that. */
    boolean closedByTheOther() {
        return closed.join();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
