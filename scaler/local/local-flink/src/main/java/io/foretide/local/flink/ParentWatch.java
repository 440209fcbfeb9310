package io.foretide.local.flink;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this JVM when standard input ends. The parent holds the other end of that pipe, and the operating system closes it
 * however the parent ends, so this process never outlives its parent.
 */
final class ParentWatch {
    private static final int PARENT_GONE = 143;

    private ParentWatch() {}

    static void start() {
        Thread thread = new Thread(ParentWatch::haltAtEndOfInput, "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("EmptyCatch") // an unreadable pipe means the same as a closed one
    private static void haltAtEndOfInput() {
        InputStream in = System.in;
        try {
            while (in.read() >= 0) {
                // what the parent writes has no meaning
            }
        } catch (IOException ended) {
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
