package io.foretide.telemetry.access;

import io.foretide.config.Block;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keys of a block that say how a peer is reached. Immutable. */
public final class HttpAccessKeys {
    private static final int MAX_PORT = 65_535;

    private static final Key<String> USER = Key.optional(
            "user",
            Codecs.text("^[^:\\x00-\\x1f]+$", "a user without ':'"),
            "sent with the password of `passwordFile`");
    private static final Key<Path> PASSWORD_FILE =
            Key.optional("passwordFile", Codecs.path(), "file that holds the user's password; read at each request");
    private static final Key<Path> TOKEN_FILE =
            Key.optional("tokenFile", Codecs.path(), "file that holds a bearer token; read at each request");
    private static final Key<Values> AUTH = Key.optional(
            "auth",
            Codecs.block(new Block(
                    "a block with user and passwordFile, or tokenFile", List.of(USER, PASSWORD_FILE, TOKEN_FILE))),
            "who asks");

    private static final Key<Path> CA_FILE = Key.optional(
            "caFile", Codecs.path(), "PEM file of the authorities to trust; without it those that the JVM trusts");
    private static final Key<Path> CERTIFICATE_FILE = Key.optional(
            "certificateFile", Codecs.path(), "PEM file of a client certificate and those that lead to its authority");
    private static final Key<Path> KEY_FILE =
            Key.optional("keyFile", Codecs.path(), "PEM file of its key: PKCS#8, without a password");
    private static final Key<Values> TLS = Key.optional(
            "tls",
            Codecs.block(new Block(
                    "a block with caFile, certificateFile and keyFile", List.of(CA_FILE, CERTIFICATE_FILE, KEY_FILE))),
            "whom to trust, and who asks; files are read again when they change");

    private final Peer peer;
    private final Key<HttpAddress> address;
    private final Key<InetSocketAddress> proxy;

    /** The keys of a peer's block; {@code help}: half a sentence about its address. */
    public HttpAccessKeys(Peer peer, String help) {
        this.peer = peer;
        this.address = Key.required(
                peer.addressKey(),
                Codecs.text("^https?://\\S+$", HttpAddress.ALLOWED).as(HttpAddress::parse, HttpAddress::toString),
                help);
        this.proxy = Key.optional(
                "proxy",
                proxies(),
                "HTTP proxy to " + peer.name() + "; without it the JVM's, such as `-Dhttps.proxyHost`");
    }

    /** In the order in which they are shown. */
    public List<Key<?>> all() {
        return List.of(address, AUTH, TLS, proxy);
    }

    /** How the peer is reached; empty if there are problems, which the values keep. */
    public Optional<HttpAccess> read(Values block) {
        return block.make(this::access);
    }

    /**
     * How the peer of a kind's block is reached. Problems are kept by the values.
     *
     * @throws IllegalArgumentException if the address cannot be read
     */
    public HttpAccess access(Values block) {
        Credentials credentials =
                block.find(AUTH).map(HttpAccessKeys::credentials).orElse(new Credentials.None());
        TlsFiles tls = block.find(TLS).map(HttpAccessKeys::tls).orElse(TlsFiles.NONE);
        Optional<InetSocketAddress> through = block.find(proxy);
        HttpAddress at = block.get(address);
        if (!(credentials instanceof Credentials.None) && at.login().isPresent()) {
            block.wrong(peer.addressKey() + " \"" + at + "\": must be without user and password where "
                    + peer.key("auth") + " says them");
        }
        return new HttpAccess(peer, at, credentials, tls, through);
    }

    private static Credentials credentials(Values auth) {
        Optional<String> user = auth.find(USER);
        Optional<Path> password = auth.find(PASSWORD_FILE);
        Optional<Path> token = auth.find(TOKEN_FILE);
        together(auth, USER, user, PASSWORD_FILE, password);
        if (token.isPresent() && (user.isPresent() || password.isPresent())) {
            auth.wrong("tokenFile \"" + token.get() + "\": must stand without user and passwordFile");
        }
        if (user.isPresent() && password.isPresent()) {
            return new Credentials.PasswordFile(user.get(), password.get());
        }
        return token.<Credentials>map(Credentials.TokenFile::new).orElse(new Credentials.None());
    }

    private static TlsFiles tls(Values tls) {
        Optional<Path> certificate = tls.find(CERTIFICATE_FILE);
        Optional<Path> key = tls.find(KEY_FILE);
        together(tls, CERTIFICATE_FILE, certificate, KEY_FILE, key);
        return new TlsFiles(
                tls.find(CA_FILE), certificate.flatMap(one -> key.map(other -> new TlsFiles.Client(one, other))));
    }

    private static void together(Values block, Key<?> one, Optional<?> first, Key<?> other, Optional<?> second) {
        if (first.isPresent() && second.isEmpty()) {
            block.wrong(other.name() + ": is missing; " + one.name() + " \"" + first.get() + "\" needs it");
        } else if (second.isPresent() && first.isEmpty()) {
            block.wrong(one.name() + ": is missing; " + other.name() + " \"" + second.get() + "\" needs it");
        }
    }

    private static Codec<InetSocketAddress> proxies() {
        String allowed = "host:port such as proxy.example:3128";
        return Codecs.text("^[^\\s/@]+:\\d{1,5}$", allowed)
                .as(
                        text -> {
                            int colon = text.lastIndexOf(':');
                            int port = Integer.parseInt(text.substring(colon + 1));
                            if (port < 1 || port > MAX_PORT) {
                                throw new IllegalArgumentException("\"" + text + "\": must be " + allowed);
                            }
                            return InetSocketAddress.createUnresolved(text.substring(0, colon), port);
                        },
                        proxy -> proxy.getHostString() + ":" + proxy.getPort());
    }
}
