package io.foretide.telemetry.kafka;

import io.foretide.telemetry.UnreadException;
import io.foretide.text.Causes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Asks a Kafka, with a client of its own for each look, so that renewed credentials count. Thread-safe.
 *
 * @param timeout all of a look
 */
public record KafkaOffsets(KafkaTopics of, Duration timeout) implements TopicOffsets.Reader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A Kafka that has ten seconds for all of a look. */
    public KafkaOffsets(KafkaTopics of) {
        this(of, TIMEOUT);
    }

    @Override
    public TopicOffsets read() throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        Properties properties = of.clientProperties();
        properties.setProperty("request.timeout.ms", String.valueOf(timeout.toMillis() / 2));
        properties.setProperty("default.api.timeout.ms", String.valueOf(timeout.toMillis()));
        Optional<IOException> problem = BrokerProbe.problem(of.bootstrap(), properties, end);
        if (problem.isPresent() && problem.get() instanceof UnreadException answer) {
            throw UnreadException.badAnswer(doesNotTell(String.valueOf(answer.getMessage())));
        }
        Admin kafka;
        try {
            kafka = Admin.create(properties);
        } catch (KafkaException e) {
            throw failure(e);
        }
        try {
            if (problem.isPresent()) { // said after what the client finds wrong with its properties
                throw new IOException(doesNotTell(String.valueOf(problem.get().getMessage())), problem.get());
            }
            return read(kafka, end);
        } finally {
            kafka.close(Duration.ZERO); // what is still under way is not waited for
        }
    }

    private TopicOffsets read(Admin kafka, long end) throws IOException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        answer(kafka.describeTopics(of.topics()).allTopicNames(), end).forEach((topic, description) -> {
            for (TopicPartitionInfo partition : description.partitions()) {
                latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
            }
        });
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(kafka.listConsumerGroupOffsets(of.group()).partitionsToOffsetAndMetadata(), end);
        List<TopicPartition> without = new ArrayList<>();
        double reached = 0;
        for (TopicPartition partition : latest.keySet()) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                without.add(partition);
            } else {
                reached += offset.offset();
            }
        }
        if (!without.isEmpty()) {
            throw UnreadException.badAnswer(
                    "group " + of.group() + " has committed nothing for " + without.size() + " of " + latest.size()
                            + " partitions in Kafka at " + of.bootstrap() + ", such as " + without.get(0));
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                answer(kafka.listOffsets(latest).all(), end);
        return new TopicOffsets(
                ends.values().stream()
                        .mapToDouble(ListOffsetsResultInfo::offset)
                        .sum(),
                reached,
                Instant.now());
    }

    private <T> T answer(KafkaFuture<T> future, long end) throws IOException {
        try {
            return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for Kafka at " + of.bootstrap());
        } catch (ExecutionException | TimeoutException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private IOException failure(Throwable cause) {
        String rights = cause instanceof AuthorizationException
                ? "\nMaybe allow the operation Describe on topics " + String.join(", ", of.topics()) + " and on group "
                        + of.group()
                : "";
        String found = doesNotTell(why(cause) + rights);
        return cause instanceof AuthorizationException || cause instanceof AuthenticationException
                ? UnreadException.refused(found, cause)
                : new IOException(found, cause);
    }

    private String doesNotTell(String why) {
        return "Kafka at " + of.bootstrap() + " does not tell offsets: " + why;
    }

    /** The first that says more than that something could not be made. Messages of the client say no secrets, but for one. */
    private static String why(Throwable failure) {
        String why = Causes.of(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.startsWith("Failed to create new"))
                .findFirst()
                .orElse("no answer");
        return why.contains("control flag") // and the word that stands in its place, which may be a password
                ? "sasl.jaas.config must have a control flag, such as required, after the login module"
                : why;
    }
}
