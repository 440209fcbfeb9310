package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** An API server that begins every answer, then sends what a test says of it, and never ends it. */
final class StallingApiServer implements AutoCloseable {
    /** Sends the rest of an answer, or none. */
    interface Rest {
        void send(OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Set once a client has ended its connection. */
    final AtomicBoolean givenUp = new AtomicBoolean();

    StallingApiServer(long contentLength, Rest rest) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!closed.get()) {
                Socket connection = server.accept();
                connections.add(connection);
                start(() -> answer(connection, contentLength, rest));
            }
        });
    }

    private void answer(Socket connection, long contentLength, Rest rest) throws IOException {
        try {
            connection.getInputStream().read(new byte[8192]);
            OutputStream out = connection.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + contentLength
                            + "\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            rest.send(out);
            while (connection.getInputStream().read() >= 0) {
                // the client's end is waited for
            }
        } finally {
            givenUp.set(!closed.get());
        }
    }

    Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getLocalPort())
                .build();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the test is over, or the client has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.set(true);
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
