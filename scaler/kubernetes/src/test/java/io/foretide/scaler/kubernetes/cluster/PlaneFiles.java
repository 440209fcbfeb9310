package io.foretide.scaler.kubernetes.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * The credentials of a control plane: a token of an administrator and the key that signs the tokens of ServiceAccounts.
 *
 * @param folder where they and the certificate of the API server are
 */
record PlaneFiles(Path folder, String adminToken) {
    static PlaneFiles create(Path folder) throws IOException {
        String token = UUID.randomUUID().toString();
        PlaneFiles files = new PlaneFiles(folder, token);
        Files.createDirectories(files.certificates());
        Files.writeString(files.tokens(), token + ",admin,admin,\"system:masters\"\n");
        Files.writeString(files.serviceAccountKey(), rsaKey());
        return files;
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return folder.resolve("service-account.key");
    }

    Path certificates() {
        return folder.resolve("certificates");
    }

    /** Signed by itself; the API server writes it when it starts for the first time. */
    Path certificate() {
        return certificates().resolve("apiserver.crt");
    }

    private static String rsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN PRIVATE KEY-----\n" + lines.encodeToString(key) + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }
}
