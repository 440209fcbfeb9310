package io.foretide.telemetry.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an HTTP interface is reached. Immutable; prints no secret.
 *
 * @param peer whose interface it is
 * @param credentials of who asks; those in the address count where these are none
 * @param proxy that everything goes through; empty: as the JVM is told ({@code https.proxyHost} and so on)
 */
public record HttpAccess(
        Peer peer, HttpAddress address, Credentials credentials, TlsFiles tls, Optional<InetSocketAddress> proxy) {
    public HttpAccess {
        if (credentials instanceof Credentials.None && address.login().isPresent()) {
            credentials = address.login().get();
        }
    }

    /**
     * Nothing but an address, such as {@code http://127.0.0.1:8081}.
     *
     * @throws IllegalArgumentException naming the address and what is allowed
     */
    public static HttpAccess at(Peer peer, String address) {
        return new HttpAccess(
                peer, HttpAddress.parse(address), new Credentials.None(), TlsFiles.NONE, Optional.empty());
    }

    /** Everything that is wrong with the files, each by its key and what it must be. Reads them. */
    public List<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        tried(problems, () -> credentials.authorization(peer));
        tried(problems, () -> new TlsFiles(tls.ca(), Optional.empty()).context(peer));
        tried(problems, () -> new TlsFiles(Optional.empty(), tls.client()).context(peer));
        tls.client().ifPresent(client -> tried(problems, () -> SecretFile.text(peer.key("tls.keyFile"), client.key())));
        return List.copyOf(problems);
    }

    /** Whether the host's name is known here and now. Asks for it. */
    public boolean isHostKnown() {
        try {
            return proxy.isPresent() || InetAddress.getByName(address.host()) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Reading {
        Object read() throws IOException;
    }

    private static void tried(Set<String> problems, Reading reading) {
        try {
            reading.read();
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
