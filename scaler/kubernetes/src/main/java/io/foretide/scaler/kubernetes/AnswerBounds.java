package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.foretide.text.Durations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds of an answer's body, in time and size. The client's own request timeout ends with the head of the answer: a server that
 * sends that and stalls would otherwise be waited for for ever. What is given up is cancelled, which closes the connection. No
 * watch or stream goes by a client that has these bounds. Stateless.
 *
 * @param time from the head of the answer to its last byte
 * @param bytes that are read at most
 */
record AnswerBounds(Duration time, long bytes) implements Interceptor {
    static final String NAME = "foretide-bounds";

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> reader, HttpRequest request) {
        AtomicLong read = new AtomicLong();
        return (parts, body) -> {
            long total = read.addAndGet(
                    parts.stream().mapToLong(ByteBuffer::remaining).sum());
            if (total > bytes) {
                throw new IOException("the answer is longer than " + (bytes >> 20) + " MiB");
            }
            reader.consume(parts, body);
        };
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.body() instanceof AsyncBody body) {
            CompletableFuture<Void> done = body.done();
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        if (done.completeExceptionally(
                                new IOException("the answer does not end within " + Durations.inOneUnit(time)))) {
                            body.cancel();
                        }
                    });
        }
    }
}
