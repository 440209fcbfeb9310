package io.foretide.datasets.replay;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts acknowledged records per step and writes a line {@code time,records} once all of a step are in. One thread begins steps and
 * writes; acknowledgements may come from any thread.
 */
final class DeliveredCounts {
    private final Writer out;
    private final Deque<Step> open = new ArrayDeque<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** The writer gets a header at once and is flushed line by line; the caller closes it. */
    DeliveredCounts(Writer out) throws IOException {
        this.out = out;
        out.write("time,records\n");
        out.flush();
    }

    /** One step of the trace while its records are on their way. */
    final class Step {
        private final Instant time;
        private final int records;
        private final AtomicInteger acknowledged = new AtomicInteger();

        private Step(Instant time, int records) {
            this.time = time;
            this.records = records;
        }

        void acknowledge() {
            acknowledged.incrementAndGet();
        }

        void fail(Exception cause) {
            failure.compareAndSet(null, cause);
        }
    }

    Step begin(Instant time, int records) {
        Step step = new Step(time, records);
        open.addLast(step);
        return step;
    }

    /** The first reason for which a record was not delivered. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Writes the steps that are complete, the oldest first, except the one being sent. */
    void writeCompleted() throws IOException {
        while (open.size() > 1) {
            if (!writeOldest()) {
                return;
            }
        }
    }

    /** Writes the rest after everything was sent and acknowledged. */
    void writeAll() throws IOException {
        while (!open.isEmpty()) {
            if (!writeOldest()) {
                throw new IllegalStateException("records of " + open.getFirst().time + " are not acknowledged");
            }
        }
    }

    private boolean writeOldest() throws IOException {
        Step oldest = open.getFirst();
        if (oldest.acknowledged.get() < oldest.records) {
            return false;
        }
        out.write(oldest.time + "," + oldest.records + "\n");
        out.flush();
        open.removeFirst();
        return true;
    }
}
