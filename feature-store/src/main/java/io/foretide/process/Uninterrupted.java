package io.foretide.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that no interrupt may reach: libraries break by one, or swallow it. Thread-safe. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /**
     * Does the work in a thread of its own and waits for its end; an interrupt of the caller meanwhile is one afterwards. What the work
     * throws is thrown.
     *
     * @param name of the thread
     */
    public static void run(String name, Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
