package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that Ctrl-C and SIGTERM end in good order: the thread is interrupted, and the JVM waits until it has cleaned up. */
final class Interruptible {
    private static final int GRACE_SECONDS = 60;

    /** What waits for the end does not trust in an interrupt: some libraries swallow one. */
    private static final CountDownLatch END = new CountDownLatch(1);

    private Interruptible() {}

    /** Waits for the end of the process, or an interrupt. */
    static void awaitEnd() throws InterruptedException {
        END.await();
        throw new InterruptedException();
    }

    /** Waits for some time, and no longer than until the end of the process. */
    static void pause(long millis) throws InterruptedException {
        if (END.await(millis, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }

    static <T> T call(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            END.countDown();
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
            throw interrupted();
        } catch (Exception e) {
            if (END.getCount() > 0) {
                throw e;
            }
            throw interrupted(); // what breaks at the end does so by it
        } finally {
            done.countDown();
        }
    }

    private static UserError interrupted() {
        System.err.println("foretide: interrupted; everything that was started has been stopped");
        return UserError.interrupted();
    }
}
