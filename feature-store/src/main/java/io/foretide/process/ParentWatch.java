package io.foretide.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this JVM when standard input ends. The parent holds the other end of that pipe, see {@link ChildProcess}, and the
 * operating system closes it however the parent ends, so this process never outlives its parent. Thread-safe.
 */
public final class ParentWatch {
    /** As if ended by SIGTERM. */
    private static final int PARENT_GONE = 143;

    private ParentWatch() {}

    /** Watches from now on. */
    public static void start() {
        start(() -> {});
    }

    /**
     * Watches from now on.
     *
     * @param woken run once, when the parent first {@link ChildProcess#wake wakes} this process
     */
    public static void start(Runnable woken) {
        Thread thread = new Thread(() -> haltAtEndOfInput(woken), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("EmptyCatch") // an unreadable pipe means the same as a closed one
    private static void haltAtEndOfInput(Runnable woken) {
        InputStream in = System.in;
        try {
            if (in.read() >= 0) {
                woken.run();
            }
            while (in.read() >= 0) {
                // only the first byte has a meaning
            }
        } catch (IOException ended) {
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
