package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that Ctrl-C and SIGTERM end in good order: the thread is interrupted, and the JVM waits until it has cleaned up. */
final class Interruptible {
    private static final int GRACE_SECONDS = 60;

    private Interruptible() {}

    static <T> T call(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            worker.interrupt();
            try {
                if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("foretide: cleaning up took longer than " + GRACE_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } catch (InterruptedException e) {
            System.err.println("foretide: interrupted; everything that was started has been stopped");
            throw UserError.interrupted();
        } finally {
            done.countDown();
        }
    }
}
