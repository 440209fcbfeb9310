package io.foretide.telemetry.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A proxy for one connection: keeps the head of {@code CONNECT}, and passes everything on to a port of this machine. */
final class Tunnel implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> head = new CompletableFuture<>();

    Tunnel(int port) throws IOException {
        start(() -> serve(port));
    }

    int port() {
        return server.getLocalPort();
    }

    /** What the proxy is told. Waits for it. */
    String head() {
        return head.join();
    }

    private void serve(int port) {
        try (Socket asking = server.accept();
                Socket answering = new Socket(InetAddress.getLoopbackAddress(), port)) {
            InputStream in = asking.getInputStream();
            StringBuilder told = new StringBuilder();
            while (told.indexOf("\r\n\r\n") < 0) {
                told.append((char) in.read());
            }
            head.complete(told.toString());
            asking.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            start(() -> pass(asking, answering));
            pass(answering, asking);
        } catch (IOException e) {
            head.completeExceptionally(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the connection has ended
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
