package io.foretide.telemetry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What listens at a broker's address, and answers all that it is asked with the same bytes. */
class BrokerProbeTest {
    private static final byte[] BROKER = {0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    private static final byte[] HTTP = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TLS = {0x15, 3, 3, 0, 2, 2, 70};

    private ServerSocket server;
    private volatile byte[] answer = BROKER;
    private volatile boolean hangsUpAtOnce;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        new Thread(this::serve, "server").start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                DataInputStream request = new DataInputStream(client.getInputStream());
                request.readFully(new byte[hangsUpAtOnce ? 1 : request.readInt()]);
                new DataOutputStream(client.getOutputStream()).write(answer);
            } catch (IOException e) {
                // the client has gone, or the test has ended
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static long inTime() {
        return System.nanoTime() + Duration.ofSeconds(30).toNanos();
    }

    private static Optional<String> problem(String bootstrap, Properties properties, long end) {
        return BrokerProbe.problem(bootstrap, properties, end).map(Throwable::getMessage);
    }

    private Optional<String> problem(byte[] answered, String protocol) {
        answer = answered;
        Properties properties = new Properties();
        properties.setProperty("security.protocol", protocol);
        return problem("127.0.0.1:1, " + address(), properties, inTime());
    }

    @Test
    void aBrokerIsOneWhateverItSaysOfItsVersions() {
        assertThat(problem(BROKER, "PLAINTEXT")).isEmpty();
    }

    @Test
    void whatIsNoneIsNamed() {
        assertThat(problem(HTTP, "PLAINTEXT")).contains(address() + " is no Kafka broker: it answers in HTTP");
        assertThat(problem(TLS, "sasl_plaintext"))
                .contains(address() + " is no Kafka broker for security.protocol SASL_PLAINTEXT: it answers in TLS,"
                        + " so SSL or SASL_SSL is needed");
        assertThat(problem("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII), "PLAINTEXT"))
                .contains(address() + " is no Kafka broker: it answers in another protocol");
    }

    @RepeatedTest(20)
    void whoHangsUpAtTheFirstBytesIsStillHeard() {
        hangsUpAtOnce = true;
        assertThat(problem(TLS, "PLAINTEXT").orElseThrow()).contains("it answers in TLS");
    }

    @Test
    void withTlsTheClientSaysMore() {
        assertThat(problem(HTTP, "SASL_SSL")).isEmpty();
        assertThat(problem("no host:1,127.0.0.1:1", new Properties(), inTime())).isEmpty();
    }

    @Test
    void whereNoBrokerIsThereThatIsSaidAtOnce() {
        assertThat(problem("127.0.0.1:1", new Properties(), inTime()))
                .contains("127.0.0.1:1 cannot be reached: nothing listens there");
        assertThat(problem(new byte[0], "PLAINTEXT"))
                .contains(address()
                        + " hangs up without an answer, as what is no Kafka broker does, or one that needs TLS");
    }

    @Test
    void brokersThatAreLeftWhenTimeIsOverAreNotTaken() {
        assertThat(problem(address(), new Properties(), System.nanoTime() - 1)).contains("no answer in time");
    }

    @Test
    void theClientIsNotLetNearWhatIsNoBroker() {
        answer = HTTP;
        KafkaTopics topics = new KafkaTopics(address(), "job", List.of("orders"), Optional.empty());
        assertThatThrownBy(() -> new KafkaOffsets(topics).read())
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka at " + address() + " does not tell offsets: " + address()
                        + " is no Kafka broker: it answers in HTTP");
    }
}
