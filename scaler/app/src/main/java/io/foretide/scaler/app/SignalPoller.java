package io.foretide.scaler.app;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at live signals again and again, beside the ticks: a peer that is slow or gone delays neither them nor other signals.
 * Thread-safe.
 */
final class SignalPoller implements AutoCloseable {
    /** Each minute sees a value that is at most this much older than it. */
    static final Duration EVERY = Duration.ofSeconds(20);

    /** So many peers may be silent at a time, each for the ten seconds of a request, before others come late. */
    private static final int MAX_THREADS = 16;

    private final List<Runnable> looks;
    private final ScheduledExecutorService threads;

    /** Nothing is looked at before {@link #start}. */
    SignalPoller(List<PolledSignal> signals, InstantSource clock) {
        this.looks = signals.stream()
                .<Runnable>map(signal -> () -> signal.look(clock.instant()))
                .toList();
        this.threads = Executors.newScheduledThreadPool(Math.max(1, Math.min(signals.size(), MAX_THREADS)), work -> {
            Thread thread = new Thread(work, "signals");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looks at all of them once, for at most {@code patience}, and from then on again and again. */
    SignalPoller start(Duration patience) throws IOException {
        try {
            var unused = threads.invokeAll(
                    looks.stream().map(Executors::callable).toList(), patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while signals were read", e);
        }
        for (Runnable look : looks) {
            var unused =
                    threads.scheduleWithFixedDelay(look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
