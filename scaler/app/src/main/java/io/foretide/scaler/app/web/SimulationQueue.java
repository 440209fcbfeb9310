package io.foretide.scaler.app.web;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs long work one piece after another, on a thread of its own; few may wait, and each has a time limit. Thread-safe. */
final class SimulationQueue {
    private final Vertx vertx;
    private final Duration limit;
    private final ThreadPoolExecutor pool;

    /**
     * A queue.
     *
     * @param waiting how many may wait while one runs
     * @param limit of the time that one runs
     */
    SimulationQueue(Vertx vertx, int waiting, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
        this.pool = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting), SimulationQueue::daemon);
        pool.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulations");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs work when its turn comes; empty if too many wait. */
    <T> Optional<Turn<T>> offer(Callable<T> work) {
        Turn<T> turn = new Turn<>();
        try {
            turn.task = pool.submit(() -> run(work, turn));
            return Optional.of(turn);
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    private <T> void run(Callable<T> work, Turn<T> turn) {
        long timer = vertx.setTimer(limit.toMillis(), ignored -> turn.end(new TimeoutException()));
        try {
            turn.result.complete(work.call());
        } catch (Exception | Error e) {
            turn.result.completeExceptionally(e);
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    /** One piece of work: its result, or a {@link TimeoutException}, a {@link CancellationException} or what it failed with. */
    static final class Turn<T> {
        final CompletableFuture<T> result = new CompletableFuture<>();
        private volatile Future<?> task = CompletableFuture.completedFuture(null);

        /** Ends it, whether it runs or waits. */
        void cancel() {
            end(new CancellationException("cancelled"));
        }

        private void end(Exception why) {
            result.completeExceptionally(why);
            task.cancel(true);
        }
    }
}
