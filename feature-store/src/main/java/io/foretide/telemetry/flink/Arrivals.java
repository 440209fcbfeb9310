package io.foretide.telemetry.flink;

import io.foretide.telemetry.kafka.TopicOffsets;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Fills in what arrives at a source that reports no lag, as Kafka knows it. It has to be the only source of the job that
 * reports none, and alone in its vertex. Not thread-safe.
 */
final class Arrivals {
    private final Optional<TopicOffsets.Reader> kafka;
    private final Backlog backlog = new Backlog();

    Arrivals(Optional<TopicOffsets.Reader> kafka) {
        this.kafka = kafka;
    }

    /**
     * What is known from outside of a source.
     *
     * @param arrived records that have ever arrived
     * @param waiting records that wait
     * @param atMillis when, since 1970
     */
    record Known(double arrived, double waiting, long atMillis) {
        /** Records that have arrived per second since then; empty if that cannot be told, as where a topic was created anew. */
        Optional<Double> perSecondSince(Known before) {
            double seconds = (atMillis - before.atMillis()) / 1_000.0;
            double grown = arrived - before.arrived();
            return seconds > 0 && grown >= 0 ? Optional.of(grown / seconds) : Optional.empty();
        }
    }

    /**
     * The same counters with what Kafka knows.
     *
     * @throws IOException if Kafka is asked and does not tell
     */
    CounterSnapshot fill(CounterSnapshot snapshot) throws IOException {
        List<CounterSnapshot.Vertex> silent = snapshot.vertices().stream()
                .filter(vertex -> !vertex.sourcesWithoutLag().isEmpty())
                .toList();
        if (kafka.isEmpty() || silent.size() != 1 || silent.get(0).sourceOperators() != 1) {
            return snapshot;
        }
        CounterSnapshot.Vertex source = silent.get(0);
        TopicOffsets offsets = kafka.get().read();
        double read = source.subtasks().values().stream()
                .mapToDouble(Subtask::recordsIn)
                .sum();
        Known known = new Known(
                offsets.end(),
                backlog.waiting(snapshot.attempt(), offsets, read),
                offsets.at().toEpochMilli());
        return snapshot.with(source.with(known));
    }
}
