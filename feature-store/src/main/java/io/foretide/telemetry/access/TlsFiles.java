package io.foretide.telemetry.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * PEM files of TLS. Immutable.
 *
 * @param ca whom to trust; empty: whom the JVM trusts
 * @param client who asks; empty: nobody says
 */
public record TlsFiles(Optional<Path> ca, Optional<Client> client) {
    static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty());
    private static final char[] NO_PASSWORD = new char[0];
    private static final byte[] SAMPLE = {1};

    /** A certificate with those that lead to its authority, and its key. */
    public record Client(Path certificate, Path key) {}

    /** Every file, to see whether one has changed. */
    List<Path> files() {
        return Stream.concat(ca.stream(), client.stream().flatMap(one -> Stream.of(one.certificate(), one.key())))
                .toList();
    }

    /**
     * What the files say.
     *
     * @throws IOException naming key, file and what it must be
     */
    SSLContext context(Peer peer) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(peer), trust(peer), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(peer.key("tls") + " cannot be used: " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trust(Peer peer) throws IOException, GeneralSecurityException {
        if (ca.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        for (X509Certificate authority : Pem.certificates(peer.key("tls.caFile"), ca.get())) {
            store.setCertificateEntry("ca-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keys(Peer peer) throws IOException, GeneralSecurityException {
        if (client.isEmpty()) {
            return null;
        }
        Client own = client.get();
        List<X509Certificate> chain = Pem.certificates(peer.key("tls.certificateFile"), own.certificate());
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        PrivateKey key = Pem.privateKey(peer.key("tls.keyFile"), own.key(), algorithm);
        if (!belong(chain.get(0), key)) {
            throw SecretFile.refused(
                    peer.key("tls.keyFile"),
                    own.key(),
                    "the key of " + peer.key("tls.certificateFile") + " " + own.certificate());
        }
        KeyStore store = empty();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /** The certificate verifies what the key signs. */
    private static boolean belong(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(Pem.signature(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(SAMPLE);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false; // of another length
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
