package io.foretide.telemetry.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes connections as a broker does, and then does not go on: a look ends, and says so. */
@Timeout(30)
class StalledKafkaTest {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final byte[] VERSIONS = {0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private final List<Socket> open = new ArrayList<>();
    private ServerSocket server;
    private volatile Says says = Says.NOTHING;

    private enum Says {
        /** Takes the request and is silent. */
        NOTHING,
        /** Three bytes of the length, and silence. */
        HALF_A_LENGTH,
        /** The length and a part of the answer, and silence. */
        HALF_AN_ANSWER,
        /** One byte after the other, slowly, of an answer that never ends. */
        DRIPS,
        /** Answers the first request, which asks whether it is a broker; then silence. */
        ONE_ANSWER
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "stalled-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                synchronized (open) {
                    open.add(client);
                }
                thread(() -> serve(client));
            } catch (IOException e) {
                // the test has ended
            }
        }
    }

    private void serve(Socket client) {
        try {
            DataInputStream request = new DataInputStream(client.getInputStream());
            request.readFully(new byte[request.readInt()]);
            OutputStream out = client.getOutputStream();
            switch (says) {
                case NOTHING -> {}
                case HALF_A_LENGTH -> out.write(VERSIONS, 0, 3);
                case HALF_AN_ANSWER -> out.write(VERSIONS, 0, 9);
                case DRIPS -> drip(out);
                case ONE_ANSWER -> out.write(VERSIONS);
            }
            while (client.getInputStream().read() >= 0) {
                // takes what comes, until the other side has gone
            }
        } catch (IOException e) {
            // it has
        }
    }

    private static void drip(OutputStream out) throws IOException {
        for (byte[] next = {0}; ; ) {
            out.write(next);
            out.flush();
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Says.class)
    void aLookEnds(Says what) {
        says = what;
        String broker = "127.0.0.1:" + server.getLocalPort();
        // several names of one that does not answer take no longer
        String bootstrap = String.join(",", Collections.nCopies(8, broker));
        KafkaTopics topics = new KafkaTopics(bootstrap, "orders", List.of("t"), Optional.empty());
        assertThatThrownBy(() -> new KafkaOffsets(topics, LOOK).read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Kafka at " + bootstrap + " does not tell offsets: ");
    }
}
