package io.foretide.models.global;

import io.foretide.models.lstm.NetworkFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** The network that ships with Foretide, read once and shared by all jobs. What it learned from: {@code card.md} beside it. Thread-safe. */
public final class ShippedNetwork {
    static final String TRUNK = "trunk.zip";
    static final String HEAD = "head.zip";
    static final String CARD = "card.md";

    private static @Nullable GlobalNetwork network;

    private ShippedNetwork() {}

    /** The network; nobody changes its weights. */
    public static synchronized GlobalNetwork get() {
        GlobalNetwork known = network;
        if (known == null) {
            known = GlobalNetwork.of(read(TRUNK), read(HEAD));
            network = known;
        }
        return known;
    }

    private static MultiLayerNetwork read(String name) {
        try (InputStream in = ShippedNetwork.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the network that ships has no " + name + " on the class path");
            }
            return NetworkFile.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the network that ships cannot be read: " + name, e);
        }
    }
}
