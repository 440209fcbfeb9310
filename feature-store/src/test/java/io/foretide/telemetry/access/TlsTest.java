package io.foretide.telemetry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real TLS, with certificates of the JDK's own making. */
class TlsTest {
    private static final Peer FLINK = new Peer("Flink", "flink", "rest");

    @TempDir
    static Path made;

    private static Certified host;
    private static Certified other;
    private static Certified elsewhere;

    @TempDir
    Path folder;

    private final List<HttpServer> servers = new ArrayList<>();

    @BeforeAll
    static void certificates() throws Exception {
        host = Certified.make(made, "RSA", "127.0.0.1");
        other = Certified.make(made, "EC", "127.0.0.1");
        elsewhere = Certified.make(made, "EC", "10.0.0.1");
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    /** A server; {@code client}: the only one that may ask. */
    private HttpAddress server(Certified own, Optional<Certified> client) throws Exception {
        return server(own, client, "");
    }

    /** One that redirects to {@code location}, if it is not empty. */
    private HttpAddress server(Certified own, Optional<Certified> client, String location) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store(), Certified.PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.orElse(own).certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(client.isPresent());
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(location.isEmpty() ? 200 : 302, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
            exchange.close();
        });
        server.start();
        servers.add(server);
        return HttpAddress.parse(
                "https://ops:secret@127.0.0.1:" + server.getAddress().getPort());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static HttpRequests http(HttpAddress address, Optional<Path> ca, Optional<TlsFiles.Client> client) {
        return new HttpRequests(access(address, ca, client));
    }

    private static HttpAccess access(HttpAddress address, Optional<Path> ca, Optional<TlsFiles.Client> client) {
        return new HttpAccess(FLINK, address, new Credentials.None(), new TlsFiles(ca, client), Optional.empty());
    }

    private List<String> problems(Optional<Path> ca, Optional<TlsFiles.Client> client) {
        return access(HttpAddress.parse("https://host"), ca, client).problems();
    }

    @Test
    void anAuthorityOfItsOwnIsTrusted() throws Exception {
        Path ca = file("ca.pem", "some words\n" + other.certificatePem() + host.certificatePem());
        assertThat(http(server(host, Optional.empty()), Optional.of(ca), Optional.empty())
                        .get("/overview")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoIsNotTrustedIsSaidWithWhatIsTrusted() throws Exception {
        HttpAddress flink = server(host, Optional.empty());
        assertThatThrownBy(() -> http(flink, Optional.empty(), Optional.empty()).get("/overview"))
                .isInstanceOfSatisfying(
                        HttpAccessException.class,
                        e -> assertThat(e.setting()).startsWith("flink: {tls: {caFile: ...}}"))
                .hasMessageContaining("Flink at " + flink + " has a certificate of no authority that is trusted")
                .hasMessageContaining("which are those of the JVM: ")
                .hasMessageNotContaining("secret");
        Path ca = file("ca.pem", other.certificatePem());
        assertThatThrownBy(() -> http(flink, Optional.of(ca), Optional.empty()).get("/overview"))
                .hasMessageContaining("which are those of flink.tls.caFile " + ca + ": ");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        HttpAddress flink = server(elsewhere, Optional.empty());
        Path ca = file("ca.pem", elsewhere.certificatePem());
        assertThatThrownBy(() -> http(flink, Optional.of(ca), Optional.empty()).get("/overview"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpAccessException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void aFileThatIsRenewedIsReadAgain() throws Exception {
        Path ca = file("ca.pem", other.certificatePem());
        Files.setLastModifiedTime(ca, FileTime.fromMillis(1_000_000));
        HttpRequests http = http(server(host, Optional.empty()), Optional.of(ca), Optional.empty());
        assertThatThrownBy(() -> http.get("/overview")).isInstanceOf(HttpAccessException.class);
        file("ca.pem", host.certificatePem());
        assertThat(http.get("/overview").status()).isEqualTo(200);
        file("ca.pem", "");
        Files.setLastModifiedTime(ca, FileTime.fromMillis(2_000_000));
        assertThatThrownBy(() -> http.get("/overview")).hasMessageContaining("flink.tls.caFile " + ca + ": must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aClientShowsItsCertificate(String algorithm) throws Exception {
        Certified client = switch (algorithm) {
            case "RSA" -> host;
            case "EC" -> other;
            default -> Certified.make(made, algorithm, "127.0.0.1");
        };
        TlsFiles.Client files =
                new TlsFiles.Client(file("tls.crt", client.certificatePem()), file("tls.key", client.keyPem()));
        HttpAddress flink = server(host, Optional.of(client));
        assertThat(http(flink, Optional.of(file("ca.pem", host.certificatePem())), Optional.of(files))
                        .get("/overview")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRedirectFromHttpToHttpsOfTheSameHostIsFollowedAndNotBack() throws Exception {
        Optional<Path> ca = Optional.of(file("ca.pem", host.certificatePem()));
        try (RecordingServer plain = new RecordingServer()) {
            String there = server(host, Optional.empty()).resolve("/overview").toString();
            plain.redirects.put("/overview", new RecordingServer.Redirect(301, there));
            assertThat(http(HttpAddress.parse("http://" + plain.authority()), ca, Optional.empty())
                            .get("/overview")
                            .status())
                    .isEqualTo(200);
            HttpAddress back = server(host, Optional.empty(), "http://" + plain.authority() + "/back");
            assertThatThrownBy(() -> http(back, ca, Optional.empty()).get("/overview"))
                    .isInstanceOf(HttpAccessException.class)
                    .hasMessageContaining("redirects to http://" + plain.authority() + "/back");
            assertThat(plain.requests).containsExactly("GET /overview null");
        }
    }

    @Test
    void throughAProxyTheCredentialsAreInsideTheTunnel() throws Exception {
        HttpAddress flink = server(host, Optional.empty());
        int port = flink.resolve("").getPort();
        try (Tunnel proxy = new Tunnel(port)) {
            HttpRequests http = new HttpRequests(new HttpAccess(
                    FLINK,
                    flink,
                    new Credentials.None(),
                    new TlsFiles(Optional.of(file("ca.pem", host.certificatePem())), Optional.empty()),
                    Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port()))));
            assertThat(http.get("/overview").status()).isEqualTo(200);
            assertThat(proxy.head())
                    .startsWith("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n")
                    .doesNotContain("Authorization", "b3Bz");
        }
    }

    @Test
    void aClientThatIsCutOffWithoutAnAlertIsToldTheSame() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> {
                try (Socket asking = server.accept()) {
                    asking.getInputStream().read();
                    asking.setSoLinger(true, 0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.getLocalPort());
            assertThatThrownBy(() ->
                            http(address, Optional.empty(), Optional.empty()).get("/overview"))
                    .isInstanceOfSatisfying(
                            HttpAccessException.class,
                            e -> assertThat(e.setting()).contains("certificateFile"));
            reset.join();
        }
    }

    @Test
    void aClientWithoutCertificateIsToldWhatToSet() throws Exception {
        HttpAddress flink = server(host, Optional.of(other));
        Path ca = file("ca.pem", host.certificatePem());
        assertThatThrownBy(() -> http(flink, Optional.of(ca), Optional.empty()).get("/overview"))
                .isInstanceOfSatisfying(
                        HttpAccessException.class,
                        e -> assertThat(e.setting()).isEqualTo("flink: {tls: {certificateFile: ..., keyFile: ...}}"));
    }

    @Test
    void filesThatAreNotAsTheyMustBeAreNamed() throws Exception {
        Path none = folder.resolve("none.pem");
        Path text = file("text.pem", "hello");
        Path broken = file("broken.pem", Certified.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        Path certificate = file("tls.crt", host.certificatePem());
        Path key = file("tls.key", host.keyPem());
        Path otherKey = file("other.key", other.keyPem());
        Path sameKind = file(
                "same.key",
                Certified.pem(
                        "PRIVATE KEY",
                        KeyPairGenerator.getInstance("RSA")
                                .generateKeyPair()
                                .getPrivate()
                                .getEncoded()));
        Path old = file("old.key", Certified.pem("RSA PRIVATE KEY", host.key()));
        Path encrypted = file("encrypted.key", Certified.pem("ENCRYPTED PRIVATE KEY", host.key()));
        assertThat(problems(Optional.of(certificate), Optional.of(new TlsFiles.Client(certificate, key))))
                .isEmpty();
        String pem = ": must be a PEM file with a certificate (BEGIN CERTIFICATE)";
        assertThat(problems(Optional.of(none), Optional.of(new TlsFiles.Client(text, key))))
                .containsExactly(
                        "flink.tls.caFile " + none + ": must be a file; there is none",
                        "flink.tls.certificateFile " + text + pem);
        assertThat(problems(Optional.empty(), Optional.of(new TlsFiles.Client(none, none))))
                .containsExactly(
                        "flink.tls.certificateFile " + none + ": must be a file; there is none",
                        "flink.tls.keyFile " + none + ": must be a file; there is none");
        assertThat(problems(Optional.of(broken), Optional.of(new TlsFiles.Client(certificate, none))))
                .containsExactly(
                        "flink.tls.caFile " + broken + pem + ", but one in it cannot be read",
                        "flink.tls.keyFile " + none + ": must be a file; there is none");
        assertThat(problems(Optional.of(folder), Optional.of(new TlsFiles.Client(certificate, otherKey))))
                .containsExactly(
                        "flink.tls.caFile " + folder + ": must be a file that can be read: Is a directory",
                        "flink.tls.keyFile " + otherKey + ": must be the RSA key of the certificate");
        for (Path wrong : List.of(old, encrypted, certificate)) {
            assertThat(problems(Optional.empty(), Optional.of(new TlsFiles.Client(certificate, wrong))))
                    .singleElement()
                    .asString()
                    .startsWith("flink.tls.keyFile " + wrong + ": must be a PEM file with a PKCS#8 key");
        }
        assertThat(problems(Optional.empty(), Optional.of(new TlsFiles.Client(certificate, sameKind))))
                .containsExactly("flink.tls.keyFile " + sameKind + ": must be the key of flink.tls.certificateFile "
                        + certificate);
    }

    @Test
    void filesOfCredentialsThatAreNotAsTheyMustBeAreNamedWithoutWhatTheyHold() throws IOException {
        Path none = folder.resolve("none");
        assertThat(problems(new Credentials.TokenFile(none)))
                .containsExactly("flink.auth.tokenFile " + none + ": must be a file; there is none");
        for (String wrong : List.of("", "\n", "secret and more", "secret\nmore", "secrét")) {
            Path file = file("wrong", wrong);
            assertThat(problems(new Credentials.TokenFile(file)))
                    .containsExactly("flink.auth.tokenFile " + file
                            + ": must be a file of one token, in printable ASCII without spaces");
        }
        for (String wrong : List.of("", "\n", "secret\nmore")) {
            Path file = file("wrong", wrong);
            assertThat(problems(new Credentials.PasswordFile("ops", file)))
                    .containsExactly("flink.auth.passwordFile " + file + ": must be a file of one line, the password");
        }
        Path large = file("large", "x".repeat((1 << 20) + 1));
        assertThat(problems(new Credentials.TokenFile(large)))
                .containsExactly("flink.auth.tokenFile " + large + ": must be a file of at most 1 MiB");
    }

    private static List<String> problems(Credentials credentials) {
        return new HttpAccess(FLINK, HttpAddress.parse("http://host"), credentials, TlsFiles.NONE, Optional.empty())
                .problems();
    }
}
