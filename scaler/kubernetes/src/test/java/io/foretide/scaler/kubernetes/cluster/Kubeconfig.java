package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes kubeconfig files for programs that the tests start. */
final class Kubeconfig {
    private Kubeconfig() {}

    /**
     * Writes {@code file}.
     *
     * @param config with a token and the file of the certificate authority
     */
    static Path write(Config config, String namespace, Path file) throws IOException {
        if (config.getOauthToken() == null || config.getCaCertFile() == null) {
            throw new IllegalArgumentException(
                    "Only a client with a token and a certificate authority fits in " + file);
        }
        String yaml = """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters:
                  - name: test
                    cluster: {server: "%s", certificate-authority: "%s"}
                users:
                  - name: test
                    user: {token: "%s"}
                contexts:
                  - name: test
                    context: {cluster: test, user: test, namespace: "%s"}
                """.formatted(config.getMasterUrl(), config.getCaCertFile(), config.getOauthToken(), namespace);
        return Files.writeString(file, yaml);
    }
}
