package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader of the stream. Writes only as fast as the reader reads; a reader who falls too far behind is disconnected and gets a
 * fresh replay when it comes back. Publishers are never blocked: what they hand over waits, up to a limit, for the
 * reader's Vert.x context.
 */
final class SseClient {
    /** Live events that may wait; beyond it the reader is gone or too slow. */
    static final int MAX_WAITING = 2_000;

    private static final long HEARTBEAT_MILLIS = 15_000;

    /** Heartbeats in a row that found the connection stuck. */
    private static final int MAX_STUCK = 4;

    private final Context context;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final DashboardFeed feed;
    private final Deque<DashboardEvent> waiting = new ArrayDeque<>();
    private int room = MAX_WAITING;
    private Runnable end = () -> {};
    private boolean flushing;
    private boolean dropped;
    private int stuck;

    /** Call in the context of the request. */
    SseClient(Vertx vertx, DashboardFeed feed, HttpServerResponse response) {
        this.vertx = vertx;
        this.feed = feed;
        this.context = vertx.getOrCreateContext();
        this.response = response;
    }

    /** Sends what happened before, then what happens; call once, in the context. */
    void start() {
        DashboardFeed.Subscription subscription = feed.subscribe(this::offer);
        long heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, ignored -> heartbeat());
        end = () -> {
            subscription.cancel().run();
            vertx.cancelTimer(heartbeat);
        };
        List<DashboardEvent> events = subscription.replay();
        synchronized (waiting) {
            for (int i = events.size() - 1; i >= 0; i--) {
                waiting.addFirst(events.get(i));
            }
            room += events.size();
        }
        response.drainHandler(ignored -> flush());
        response.write("retry: 2000\n\n");
        flush();
    }

    /** Takes the reader off; may be called again. */
    void end() {
        end.run();
    }

    private void offer(DashboardEvent event) {
        synchronized (waiting) {
            if (dropped) {
                return;
            }
            waiting.add(event);
            if (waiting.size() > room) {
                dropped = true;
                waiting.clear();
                context.runOnContext(ignored -> drop());
            } else if (!flushing) {
                flushing = true;
                context.runOnContext(ignored -> flush());
            }
        }
    }

    /** A comment that keeps proxies from closing an idle connection and finds readers that are gone. */
    private void heartbeat() {
        if (!response.writeQueueFull()) {
            stuck = 0;
            response.write(": heartbeat\n\n");
        } else if (++stuck == MAX_STUCK) {
            drop();
        }
    }

    private void flush() {
        while (!response.ended() && !response.closed() && !response.writeQueueFull()) {
            DashboardEvent event = next();
            if (event == null) {
                return;
            }
            response.write("event: " + event.event() + "\ndata: " + Json.line(event) + "\n\n");
        }
    }

    private @Nullable DashboardEvent next() {
        synchronized (waiting) {
            flushing = !waiting.isEmpty();
            return waiting.poll();
        }
    }

    /** The connection itself may take long to close when nobody reads, so the reader is taken off at once. */
    private void drop() {
        synchronized (waiting) {
            dropped = true;
            waiting.clear();
        }
        end();
        response.reset();
    }
}
