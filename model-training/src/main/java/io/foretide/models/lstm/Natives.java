package io.foretide.models.lstm;

import io.foretide.process.Uninterrupted;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native libraries of ND4J, to be loaded before its first use. On a new machine that unpacks them for some seconds, and an
 * interrupt meanwhile would break them for the whole process. Thread-safe.
 */
public final class Natives {
    private static boolean loaded;

    private Natives() {}

    /**
     * Waits until they are there; an interrupt meanwhile is one afterwards.
     *
     * @throws LinkageError if there are none for this machine
     */
    public static synchronized void load() {
        if (!loaded) {
            Uninterrupted.run("natives", Nd4j::getExecutioner);
            loaded = true;
        }
    }
}
