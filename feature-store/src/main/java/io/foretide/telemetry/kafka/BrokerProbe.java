package io.foretide.telemetry.kafka;

import io.foretide.telemetry.UnreadException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Whether what listens at a broker's address speaks Kafka. Kafka's client takes the first four bytes of any answer for a length and
 * reserves so much memory (KAFKA-4493): a gigabyte for an HTTP server's. So a broker without TLS is asked by hand first, by the request
 * that needs no login, <a href="https://kafka.apache.org/protocol">ApiVersions</a>. Thread-safe.
 */
final class BrokerProbe {
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 1;
    private static final int HEADER_BYTES = 2 + 2 + 4 + 2;
    private static final short NO_CLIENT_NAME = -1;

    /** Written at once: who is no broker may hang up at its first bytes, and then the rest could not be written. */
    private static final byte[] REQUEST = ByteBuffer.allocate(Integer.BYTES + HEADER_BYTES)
            .putInt(HEADER_BYTES)
            .putShort(API_VERSIONS)
            .putShort((short) 0)
            .putInt(CORRELATION)
            .putShort(NO_CLIENT_NAME)
            .array();

    private static final int MAX_ANSWER = 1 << 20;
    private static final int HTTP = 0x48545450; // in ASCII
    private static final int TLS_ALERT = 0x15;

    private BrokerProbe() {}

    /**
     * Why one of the brokers is none, or none of them is there; empty if they are, or do not answer within half of the time, of which the
     * client says more. Each has its share of that half: a server that is slow to say what it is must not get the client for want of a
     * second.
     *
     * @param bootstrap such as {@code kafka-1:9092,kafka-2:9092}
     * @param properties of the client
     * @param end when nothing is asked any more, by {@link System#nanoTime}
     */
    static Optional<IOException> problem(String bootstrap, Properties properties, long end) {
        String protocol =
                properties.getProperty("security.protocol", "PLAINTEXT").strip().toUpperCase(Locale.ROOT);
        String[] brokers = bootstrap.split(",", -1);
        long share = (end - System.nanoTime()) / 2 / brokers.length;
        Optional<IOException> gone = Optional.empty();
        int away = 0;
        for (String broker : brokers) {
            if (end - System.nanoTime() <= 0) {
                return Optional.of(new SocketTimeoutException("no answer in time"));
            }
            try {
                ask(broker.strip(), protocol, System.nanoTime() + share);
            } catch (UnreadException e) {
                return Optional.of(e);
            } catch (NoRouteToHostException e) {
                // of the network, which the client says
            } catch (EOFException | SocketException e) {
                gone = Optional.of(gone(broker.strip(), e));
                away++;
            } catch (IOException | IllegalArgumentException e) {
                // silent: the client says more
            }
        }
        return away == brokers.length ? gone : Optional.empty();
    }

    private static IOException gone(String broker, IOException why) {
        return new IOException(
                why instanceof ConnectException
                        ? broker + " cannot be reached: nothing listens there"
                        : broker
                                + " hangs up without an answer, as what is no Kafka broker does, or one that needs TLS",
                why);
    }

    private static void ask(String broker, String protocol, long end) throws IOException {
        try (Socket socket = new Socket()) {
            URI address = URI.create("kafka://" + broker);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), millisTo(end));
            if (protocol.endsWith("SSL")) {
                return; // the handshake tells the rest
            }
            socket.getOutputStream().write(REQUEST);
            int length = readInt(socket, end);
            if (length <= 0 || length > MAX_ANSWER || readInt(socket, end) != CORRELATION) {
                throw UnreadException.badAnswer(broker + " is no Kafka broker" + what(length, protocol));
            }
        }
    }

    /** Four bytes, which all have to come in time: one a second would keep a timeout of the socket alone from ever ending. */
    private static int readInt(Socket socket, long end) throws IOException {
        int number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            socket.setSoTimeout(millisTo(end));
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException();
            }
            number = number << Byte.SIZE | next;
        }
        return number;
    }

    /** Never zero, which would be for ever. */
    private static int millisTo(long end) throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) left;
    }

    private static String what(int first, String protocol) {
        if (first == HTTP) {
            return ": it answers in HTTP";
        }
        return first >>> 24 == TLS_ALERT
                ? " for security.protocol " + protocol + ": it answers in TLS, so SSL or SASL_SSL is needed"
                : ": it answers in another protocol";
    }
}
