package io.foretide.scaler.web;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One reader of the stream. Writes only as fast as the reader reads; a reader who falls too far behind is disconnected and gets a
 * fresh replay when it comes back. Confined to one Vert.x context; {@link #offer} may be called from any thread.
 */
final class SseClient {
    /** Live events that may wait; beyond it the reader is gone or too slow. */
    static final int MAX_WAITING = 2_000;

    /** Heartbeats in a row that found the connection stuck. */
    private static final int MAX_STUCK = 4;

    private final Context context;
    private final HttpServerResponse response;
    private final Deque<DashboardEvent> waiting = new ArrayDeque<>();
    private int replayed;
    private int stuck;

    SseClient(Context context, HttpServerResponse response) {
        this.context = context;
        this.response = response;
        response.drainHandler(ignored -> flush());
    }

    /** Sends what happened before; call once, in the context. The live events that came meanwhile queue behind. */
    void replay(List<DashboardEvent> events) {
        replayed = events.size();
        waiting.addAll(events);
        response.write("retry: 2000\n\n");
        flush();
    }

    void offer(DashboardEvent event) {
        context.runOnContext(ignored -> {
            waiting.add(event);
            flush();
            if (waiting.size() > MAX_WAITING + replayed) {
                drop();
            }
        });
    }

    /** A comment that keeps proxies from closing an idle connection and finds readers that are gone. */
    void heartbeat() {
        if (!response.writeQueueFull()) {
            stuck = 0;
            response.write(": heartbeat\n\n");
        } else if (++stuck >= MAX_STUCK) {
            drop();
        }
    }

    private void flush() {
        while (!response.ended() && !response.closed() && !response.writeQueueFull()) {
            DashboardEvent event = waiting.poll();
            if (event == null) {
                return;
            }
            response.write("event: " + event.event() + "\ndata: " + DashboardJson.of(event) + "\n\n");
        }
    }

    private void drop() {
        waiting.clear();
        response.reset();
    }
}
