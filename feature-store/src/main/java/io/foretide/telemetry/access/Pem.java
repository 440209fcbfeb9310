package io.foretide.telemetry.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files that a key of the configuration names; what else a file holds is passed over. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    /**
     * All certificates of a file, in their order.
     *
     * @throws IOException naming key, file and what it must be
     */
    static List<X509Certificate> certificates(String key, Path file) throws IOException {
        String allowed = "a PEM file with a certificate (BEGIN CERTIFICATE)";
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] block : blocks(key, file, "CERTIFICATE", allowed)) {
            try {
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block)));
            } catch (CertificateException e) {
                throw SecretFile.refused(key, file, allowed + ", but one in it cannot be read");
            }
        }
        return certificates;
    }

    /**
     * The private key of a certificate's owner.
     *
     * @param algorithm of the certificate's public key
     * @throws IOException naming key, file and what it must be
     */
    static PrivateKey privateKey(String key, Path file, String algorithm) throws IOException {
        String allowed = "a PEM file with a PKCS#8 key (BEGIN PRIVATE KEY) without a password;"
                + " openssl pkcs8 -topk8 -nocrypt makes it of others";
        byte[] block = blocks(key, file, "PRIVATE KEY", allowed).get(0);
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block));
        } catch (GeneralSecurityException e) {
            throw SecretFile.refused(key, file, "the " + algorithm + " key of the certificate");
        }
    }

    private static List<byte[]> blocks(String key, Path file, String label, String allowed) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(SecretFile.text(key, file));
        try {
            while (block.find()) {
                if (block.group(1).equals(label)) {
                    blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw SecretFile.refused(key, file, allowed + ", but one in it cannot be read");
        }
        if (blocks.isEmpty()) {
            throw SecretFile.refused(key, file, allowed);
        }
        return blocks;
    }

    /** How a key of this algorithm signs. */
    static String signature(String algorithm) {
        return Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA").getOrDefault(algorithm, algorithm);
    }
}
