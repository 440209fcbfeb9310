package io.foretide.scaler.app.webhook;

import io.foretide.scaler.app.webhook.WebhookMetrics.Result;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.JobId;
import io.foretide.text.Causes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells a job's owner of its events, one after another in their order: each is tried until it is taken, refused for good, or was
 * tried too often. Whoever hands in an event never waits. Thread-safe.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Webhook.class);

    private final JobId job;
    private final WebhookSettings settings;
    private final WebhookPost post;
    private final WebhookMetrics metrics;
    private final Map<String, String> environment;
    private final Clock clock;
    private final WebhookEvents events;
    private final WebhookQueue queue;
    private final LogOnChange trouble;
    private boolean isBusy;
    private boolean isClosed;

    /**
     * The webhook of a job.
     *
     * @param environment may hold the secret
     * @param clock of what is signed, which a receiver compares with its own
     */
    public Webhook(
            JobId job,
            WebhookSettings settings,
            WebhookPost post,
            WebhookMetrics metrics,
            Map<String, String> environment,
            Clock clock) {
        this.job = job;
        this.settings = settings;
        this.post = post;
        this.metrics = metrics;
        this.environment = environment;
        this.clock = clock;
        this.events = new WebhookEvents(job);
        this.queue = new WebhookQueue(settings.perMinute());
        this.trouble = new LogOnChange(
                log,
                Level.WARN,
                "webhook of job " + job + " to " + settings.url(),
                "webhook of job " + job + " is taken");
    }

    /** Tells of a tick. */
    public synchronized void tick(TickReport report) {
        accept(events.tick(report));
    }

    /** Tells of conditions that are new or over. */
    public synchronized void conditions(List<Condition> all) {
        accept(events.conditions(all, clock.instant()));
    }

    private void accept(List<WebhookEvent> found) {
        Instant now = clock.instant();
        for (WebhookEvent event : found) {
            if (settings.events().contains(event.kind()) && !queue.offer(event, now)) {
                metrics.count(job, Result.DROPPED);
            }
        }
        next();
    }

    private synchronized void next() {
        if (isBusy || isClosed) {
            return;
        }
        queue.first().ifPresent(waiting -> {
            isBusy = true;
            post.after(Duration.ZERO, () -> attempt(waiting, 1));
        });
    }

    private void attempt(WebhookQueue.Waiting waiting, int number) {
        String body = waiting.body();
        try {
            Map<String, String> headers = Map.of(
                    "Foretide-Event-Id",
                    waiting.event().id(),
                    "Foretide-Signature",
                    Signature.of(settings.secret(environment), clock.instant(), body));
            var unused = post.post(settings.url(), headers, body)
                    .whenComplete((answer, failure) -> ended(waiting, number, Optional.ofNullable(answer), failure));
        } catch (IOException | RuntimeException e) {
            ended(waiting, number, Optional.empty(), e);
        }
    }

    private synchronized void ended(
            WebhookQueue.Waiting waiting, int number, Optional<Redelivery.Answer> answer, @Nullable Throwable failure) {
        if (isClosed) {
            return;
        }
        if (answer.filter(Redelivery.Answer::isTaken).isPresent()) {
            trouble.good();
            metrics.count(job, Result.SENT);
            queue.sent();
        } else {
            trouble.bad(why(answer, failure));
            boolean isPassing = answer.map(Redelivery.Answer::isPassing).orElse(true);
            if (isPassing && number < Redelivery.MOST) {
                post.after(Redelivery.pause(number, answer, clock.instant()), () -> attempt(waiting, number + 1));
                return;
            }
            metrics.count(job, Result.FAILED);
            queue.givenUp();
        }
        isBusy = false;
        next();
    }

    /** In one line; no message of the client's, which may name the address. */
    private static String why(Optional<Redelivery.Answer> answer, @Nullable Throwable failure) {
        if (answer.isPresent()) {
            int status = answer.get().status();
            return "HTTP status " + status + (status / 100 == 3 ? ", and redirects are not followed" : "");
        }
        return failure == null ? "no answer" : why(failure);
    }

    /** What a failed request means, without the address. */
    public static String why(Throwable failure) {
        if (Causes.of(failure)
                .anyMatch(one -> one instanceof CancellationException || one instanceof HttpTimeoutException)) {
            return "no answer in time";
        }
        if (Causes.of(failure).anyMatch(UnresolvedAddressException.class::isInstance)) {
            return "its host is not known";
        }
        if (Causes.of(failure).anyMatch(ConnectException.class::isInstance)) {
            return "nothing listens there";
        }
        return failure.getClass() == IOException.class
                        && String.valueOf(failure.getMessage()).startsWith("webhook.")
                ? String.valueOf(failure.getMessage())
                : "the connection fails (" + kind(failure) + ")";
    }

    private static String kind(Throwable failure) {
        return Causes.of(failure)
                .filter(one -> !(one instanceof CompletionException))
                .findFirst()
                .orElse(failure)
                .getClass()
                .getSimpleName();
    }

    /** Tells nothing any more; what waits is not sent. */
    @Override
    public synchronized void close() {
        isClosed = true;
    }
}
