package io.foretide.telemetry.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A key and its certificate, signed by itself, made with the JDK's keytool; also as PEM. */
public record Certified(Path file, KeyStore store, X509Certificate certificate, byte[] key) {
    public static final char[] PASSWORD = "changeit".toCharArray();

    /** {@code algorithm}: RSA, EC or Ed25519; {@code name}: the host's IP address. */
    public static Certified make(Path folder, String algorithm, String ip)
            throws IOException, GeneralSecurityException {
        Path file = folder.resolve(algorithm + ip + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=ip:" + ip,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        } catch (IOException e) {
            throw new IOException("keytool: " + said, e);
        }
        return new Certified(
                file,
                store,
                (X509Certificate) store.getCertificate("own"),
                store.getKey("own", PASSWORD).getEncoded());
    }

    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    String keyPem() {
        return pem("PRIVATE KEY", key);
    }

    static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }
}
