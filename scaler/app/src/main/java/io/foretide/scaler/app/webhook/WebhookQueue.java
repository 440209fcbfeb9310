package io.foretide.scaler.app.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Events of a job that wait to be sent: bounded in number and in rate. Not thread-safe. */
final class WebhookQueue {
    /** An owner who is away for a while wants the newest state, not the story of the night. */
    static final int MOST = 100;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Instant> taken = new ArrayDeque<>();
    private long dropped;

    /** @param perMinute events that are taken in any minute */
    WebhookQueue(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * An event as it will be sent, and sent again.
     *
     * @param dropped events before it that nobody gets
     */
    record Waiting(WebhookEvent event, long dropped) {
        String body() {
            return event.json(dropped);
        }
    }

    /** Takes an event, which then tells how many were dropped before it; false if it is dropped itself. */
    boolean offer(WebhookEvent event, Instant now) {
        while (!taken.isEmpty() && !taken.peekFirst().plus(MINUTE).isAfter(now)) {
            taken.removeFirst();
        }
        if (waiting.size() >= MOST || taken.size() >= perMinute) {
            dropped++;
            return false;
        }
        taken.addLast(now);
        waiting.addLast(new Waiting(event, dropped));
        dropped = 0;
        return true;
    }

    /** The oldest, which stays until it is sent or given up. */
    Optional<Waiting> first() {
        return Optional.ofNullable(waiting.peekFirst());
    }

    /** The oldest is with its owner. */
    void sent() {
        waiting.removeFirst();
    }

    /** The oldest is given up: the next one that is taken says so, too. */
    void givenUp() {
        dropped += 1 + waiting.removeFirst().dropped();
    }
}
