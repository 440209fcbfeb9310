package io.foretide.telemetry.flink;

import io.foretide.telemetry.access.HttpAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Questions of which some are asked at once. Whoever asks does so itself, and is helped by threads that all who ask share: while
 * those are busy, with Flinks that hang for instance, it asks one question after the other. Thread-safe.
 */
final class Questions {
    /** Under way at once of one Flink: a JobManager that is slow to answer one answers some as slowly. */
    private static final int AT_ONCE = 8;

    /** All that are asked together; a tick is a minute. */
    private static final int ALL_SECONDS = 30;

    /** Threads of a process that help, however many Flinks it looks at. */
    private static final int HELPERS = 64;

    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor helpers =
            new ThreadPoolExecutor(0, HELPERS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), run -> {
                Thread thread = new Thread(run, "flink-rest");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * The results, in the order of the questions.
     *
     * @param of whom they are asked, for messages
     * @throws IOException that of the first which has failed, or if all together take longer than {@value #ALL_SECONDS} s
     */
    <T> List<T> asked(List<? extends Callable<T>> questions, HttpAddress of) throws IOException {
        List<FutureTask<T>> tasks =
                questions.stream().<FutureTask<T>>map(FutureTask::new).toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ALL_SECONDS);
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                if (System.nanoTime() - end < 0) {
                    tasks.get(i).run();
                }
            }
        };
        help(Math.min(tasks.size(), AT_ONCE) - 1, work);
        work.run();
        try {
            List<T> results = new ArrayList<>();
            for (FutureTask<T> task : tasks) {
                results.add(task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            }
            return results;
        } catch (TimeoutException e) {
            throw new IOException(
                    "Flink at " + of + " does not answer " + tasks.size() + " questions within " + ALL_SECONDS + " s",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + of);
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    private void help(int threads, Runnable work) {
        try {
            for (int i = 0; i < threads; i++) {
                helpers.execute(work);
            }
        } catch (RejectedExecutionException e) {
            // who asks does without them
        }
    }
}
