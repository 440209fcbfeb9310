package io.foretide.telemetry.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** What a peer, or the proxy before it, is told of who asks. Immutable; none of them prints a secret. */
public sealed interface Credentials {
    /**
     * Value of the header {@code Authorization}. Files are read anew each time, as whoever renews them says nothing.
     *
     * @throws IOException naming the key and the file that cannot be read, or holds something else
     */
    Optional<String> authorization(Peer peer) throws IOException;

    /** What they are, and the key that says so; no secret. */
    String told(Peer peer);

    /** Nobody says who asks. */
    record None() implements Credentials {
        @Override
        public Optional<String> authorization(Peer peer) {
            return Optional.empty();
        }

        @Override
        public String told(Peer peer) {
            return "a request without credentials";
        }
    }

    /** A user and the password, as an address says them. */
    record Login(String user, String password) implements Credentials {
        /** Reads {@code user:password}. */
        static Login parse(String text) {
            int colon = text.indexOf(':');
            return colon < 0 ? new Login(text, "") : new Login(text.substring(0, colon), text.substring(colon + 1));
        }

        @Override
        public Optional<String> authorization(Peer peer) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String told(Peer peer) {
            return "user and password in " + peer.key(peer.addressKey());
        }

        @JsonValue
        @Override
        public String toString() {
            return "user and password";
        }
    }

    /** A user, and the file that holds the password. */
    record PasswordFile(String user, Path file) implements Credentials {
        @Override
        public Optional<String> authorization(Peer peer) throws IOException {
            return new Login(user, SecretFile.password(peer.key("auth.passwordFile"), file)).authorization(peer);
        }

        @Override
        public String told(Peer peer) {
            return "user \"" + user + "\" with " + peer.key("auth.passwordFile") + " " + file;
        }
    }

    /** The file that holds a bearer token. */
    record TokenFile(Path file) implements Credentials {
        @Override
        public Optional<String> authorization(Peer peer) throws IOException {
            return Optional.of("Bearer " + SecretFile.token(peer.key("auth.tokenFile"), file));
        }

        @Override
        public String told(Peer peer) {
            return peer.key("auth.tokenFile") + " " + file;
        }
    }
}
