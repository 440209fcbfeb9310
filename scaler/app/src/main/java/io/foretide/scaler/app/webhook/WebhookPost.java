package io.foretide.scaler.app.webhook;

import io.foretide.text.Version;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How the events of all jobs of a process leave it: threads and connections of their own, so that no tick waits for an owner, and
 * a bound for each host, so that no owner waits for another. Thread-safe.
 */
public final class WebhookPost implements AutoCloseable {
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    /** More requests that hang are no use to anybody. */
    private static final int AT_ONCE = 32;

    private static final long BUSY_MILLIS = 250;

    private final ScheduledThreadPoolExecutor threads;
    private final HttpClient client;
    private final Duration answeredWithin;
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

    public WebhookPost() {
        this(ANSWERED_WITHIN);
    }

    /** {@code answeredWithin}: from the connection to the end of the answer. */
    WebhookPost(Duration answeredWithin) {
        this.answeredWithin = answeredWithin;
        this.threads = new ScheduledThreadPoolExecutor(2, daemons());
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTED_WITHIN)
                .executor(threads)
                .build();
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "webhook-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Does {@code work} after a pause, in a thread of this; nothing once this is closed. */
    void after(Duration pause, Runnable work) {
        try {
            var unused = threads.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the process ends, and with it what waits
        }
    }

    /** Posts a body, as soon as fewer than the bound are under way to its host. */
    CompletableFuture<Redelivery.Answer> post(WebhookUrl url, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.uri())
                .header("Content-Type", "application/json")
                .header("User-Agent", "foretide/" + Version.number())
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        CompletableFuture<Redelivery.Answer> answer = new CompletableFuture<>();
        send(request.build(), answer);
        return answer;
    }

    private void send(HttpRequest request, CompletableFuture<Redelivery.Answer> answer) {
        AtomicInteger here = underWay.computeIfAbsent(host(request.uri()), unused -> new AtomicInteger());
        if (here.incrementAndGet() > AT_ONCE) {
            here.decrementAndGet();
            after(Duration.ofMillis(BUSY_MILLIS), () -> send(request, answer));
            return;
        }
        CompletableFuture<HttpResponse<Void>> response = client.sendAsync(request, BodyHandlers.discarding());
        // which gives the connection up; the request's own limit ends with the head of the answer
        after(answeredWithin, () -> response.cancel(true));
        var unused = response.whenComplete((got, failure) -> {
            here.decrementAndGet();
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(
                        new Redelivery.Answer(got.statusCode(), got.headers().firstValue("Retry-After")));
            }
        });
    }

    private static String host(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
