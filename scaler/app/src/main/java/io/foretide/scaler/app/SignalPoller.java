package io.foretide.scaler.app;

import io.foretide.scaler.control.LogOnChange;
import io.foretide.telemetry.signal.LiveSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks at live signals again and again, beside the ticks: a peer that is slow or gone delays neither them nor other signals.
 * Each trouble is logged once. Thread-safe.
 */
final class SignalPoller implements AutoCloseable {
    /** Each minute sees a value that is at most this much older than it. */
    static final Duration EVERY = Duration.ofSeconds(20);

    /** So many peers may be silent at a time, each for the ten seconds of a request, before others come late. */
    private static final int MAX_THREADS = 16;

    private static final Logger log = LoggerFactory.getLogger(SignalPoller.class);

    private final List<Looked> signals;
    private final ScheduledExecutorService threads;

    /** A signal and whether its trouble was said. */
    private record Looked(LiveSignal signal, InstantSource clock, LogOnChange trouble) implements Callable<Void> {
        @Override
        public Void call() {
            try {
                signal.refresh(clock.instant());
                trouble.good();
            } catch (IOException | RuntimeException e) {
                trouble.bad(e.getMessage());
            }
            return null;
        }
    }

    /** Nothing is looked at before {@link #start}. */
    SignalPoller(List<LiveSignal> signals, InstantSource clock) {
        this.signals = signals.stream()
                .map(signal -> new Looked(
                        signal,
                        clock,
                        new LogOnChange(
                                log,
                                Level.WARN,
                                "a signal cannot be read",
                                "signal " + String.join(", ", signal.features()) + " is read again")))
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
            var unused = threads.invokeAll(signals, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while signals were read", e);
        }
        for (Looked signal : signals) {
            var unused = threads.scheduleWithFixedDelay(
                    signal::call, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
