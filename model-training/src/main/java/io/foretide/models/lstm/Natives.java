package io.foretide.models.lstm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native libraries of ND4J, to be loaded before its first use. On a new machine that unpacks them for some seconds, and an
 * interrupt meanwhile would break them for the whole process, or be lost; so a thread does it that nobody interrupts. Thread-safe.
 */
final class Natives {
    private static @Nullable Natives loaded;

    private Optional<LinkageError> failure = Optional.empty();

    private Natives() {}

    /**
     * Waits until they are there; an interrupt meanwhile is one afterwards.
     *
     * @throws LinkageError if there are none for this machine
     */
    static synchronized void load() {
        if (loaded == null) {
            loaded = new Natives();
            Thread loader = new Thread(loaded::loadHere, "natives");
            loader.setDaemon(true);
            loader.start();
            awaitEnd(loader);
        }
        loaded.failure.ifPresent(why -> {
            throw why;
        });
    }

    private void loadHere() {
        try {
            Nd4j.getExecutioner();
        } catch (LinkageError e) {
            failure = Optional.of(e);
        }
    }

    private static void awaitEnd(Thread loader) {
        boolean interrupted = false;
        while (loader.isAlive()) {
            try {
                loader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
