package io.foretide.telemetry.access;

import io.foretide.telemetry.UnreadException;
import io.foretide.text.Causes;
import io.foretide.text.Durations;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Requests to one peer: with credentials, redirected where that is safe, and bounded in time and size. Thread-safe. */
public final class HttpRequests {
    /** A whole exchange, from the connection to the last byte of the answer; a stalled one must not stop the loop. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The largest answers, names of the metrics of thousands of subtasks, are some MB. */
    private static final int MAX_BYTES = 16 << 20;

    private static final int MAX_REDIRECTS = 5;

    private final HttpAccess access;
    private final Duration timeout;
    private final RenewedClient client;

    /** Asks nothing yet, and reads no file. */
    public HttpRequests(HttpAccess access) {
        this(access, TIMEOUT);
    }

    /** The same with another limit of the time that a whole exchange may take. */
    public HttpRequests(HttpAccess access, Duration timeout) {
        this.access = access;
        this.timeout = timeout;
        this.client = RenewedClient.of(access, Durations.min(timeout, TIMEOUT));
    }

    /** Status and body of an answer. */
    public record Answer(int status, String body) {}

    public HttpAddress address() {
        return access.address();
    }

    private String named() {
        return access.peer().name() + " at " + address();
    }

    /**
     * Answer to {@code GET}.
     *
     * @throws IOException as {@link #send}
     */
    public Answer get(String path) throws IOException {
        return answer(HttpRequest.newBuilder().GET(), path);
    }

    /**
     * Answer to a request with a body of JSON.
     *
     * @throws HttpAccessException if credentials, trust or address have to be others
     * @throws InterruptedIOException if the thread is interrupted; it stays so
     * @throws IOException if there is no whole answer in time, or one that is too long
     */
    public Answer send(String method, String path, String json) throws IOException {
        return answer(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json)),
                path);
    }

    /**
     * Answer to a file that is uploaded as a form's part, as {@link #send}.
     *
     * @param part of the form
     * @throws IOException also if the file cannot be read
     */
    public Answer upload(String path, String part, Path file) throws IOException {
        String boundary = "foretide-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return answer(
                HttpRequest.newBuilder()
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(head),
                                BodyPublishers.ofFile(file),
                                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))),
                path);
    }

    private Answer answer(HttpRequest.Builder request, String path) throws IOException {
        access.credentials().authorization(access.peer()).ifPresent(value -> request.header("Authorization", value));
        long end = System.nanoTime() + timeout.toNanos();
        URI uri = asked(path);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<String> response = exchange(request.uri(uri).build(), path, end - System.nanoTime());
            Optional<URI> next = Redirects.of(response, access, path);
            if (next.isEmpty()) {
                return accepted(response, path);
            }
            uri = next.get();
        }
        throw UnreadException.badAnswer(address().named(path) + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private URI asked(String path) throws IOException {
        try {
            return address().resolve(path);
        } catch (UnknownHostException e) {
            throw new IOException(named() + " cannot be reached: its host is not known", e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request, String path, long nanoseconds) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                client.current().sendAsync(request, head -> new BoundedText(MAX_BYTES));
        try {
            return answer.get(nanoseconds, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while waiting for " + address().named(path));
        } catch (TimeoutException e) {
            answer.cancel(true); // which gives the connection up
            throw new IOException(
                    named() + " cannot be reached: " + path.split("\\?", 2)[0] + " is not answered to its end within "
                            + Durations.format(timeout),
                    e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private IOException failure(Throwable cause) {
        String why = why(cause);
        String found = named() + " cannot be reached: " + why;
        if (Causes.of(cause).anyMatch(HttpRequests::isDistrust)) {
            return new HttpAccessException(
                    named() + " has a certificate of no authority that is trusted, which are those of "
                            + access.tls()
                                    .ca()
                                    .map(file -> access.peer().key("tls.caFile") + " " + file)
                                    .orElse("the JVM")
                            + ": " + why,
                    access.peer().setting("tls: {caFile: ...}") + "    # PEM, of the authority that signed it",
                    cause);
        }
        if (isTurnedAway(cause)) {
            return new HttpAccessException(
                    found + ", to a client without certificate",
                    access.peer().setting("tls: {certificateFile: ..., keyFile: ...}"),
                    cause);
        }
        return Causes.of(cause).anyMatch(UnreadException.class::isInstance)
                ? UnreadException.badAnswer(found, cause)
                : new IOException(found, cause);
    }

    /** The JDK says nothing of a host that is not known or where nothing listens; the host may be that of a proxy. */
    private String why(Throwable cause) {
        String through = access.proxy().map(proxy -> ", through proxy " + proxy).orElse("");
        if (Causes.of(cause).anyMatch(UnresolvedAddressException.class::isInstance)) {
            return "its host is not known" + through;
        }
        if (cause.getMessage() == null) {
            return (cause instanceof ConnectException
                            ? "nothing listens there"
                            : cause.getClass().getSimpleName())
                    + through;
        }
        return cause.getMessage();
    }

    /** No path to an authority, or one that has the name but not the key of one; another authority mends no date. */
    private static boolean isDistrust(Throwable cause) {
        return cause instanceof CertPathBuilderException
                || (cause instanceof CertPathValidatorException invalid
                        && invalid.getReason() != BasicReason.EXPIRED
                        && invalid.getReason() != BasicReason.NOT_YET_VALID);
    }

    /** TLS that wants a certificate says so by an alert, or hangs up; nothing else tells it from other ends. */
    private boolean isTurnedAway(Throwable cause) {
        boolean hungUp = Causes.of(cause).anyMatch(HttpRequests::isHangUp);
        boolean alert = cause instanceof SSLException
                && String.valueOf(cause.getMessage()).contains("fatal alert");
        return address().isHttps() && access.tls().client().isEmpty() && (hungUp || alert);
    }

    /** The end of the connection, or its reset where something that was sent had not been read. */
    private static boolean isHangUp(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof EOFException
                || (cause instanceof IOException
                        && (message.startsWith("Connection reset") || message.equals("Broken pipe")));
    }

    /** The answer, unless somebody else has to ask. */
    private Answer accepted(HttpResponse<String> response, String path) throws IOException {
        int status = response.statusCode();
        if (status != 401 && status != 403) {
            return new Answer(status, response.body());
        }
        boolean bearer = response.headers()
                .firstValue("WWW-Authenticate")
                .filter(scheme -> scheme.startsWith("Bearer"))
                .isPresent();
        throw new HttpAccessException(
                address().named(path) + " answers with HTTP status " + status + " to "
                        + access.credentials().told(access.peer()),
                access.peer().setting(bearer ? "auth: {tokenFile: ...}" : "auth: {user: ..., passwordFile: ...}"));
    }
}
