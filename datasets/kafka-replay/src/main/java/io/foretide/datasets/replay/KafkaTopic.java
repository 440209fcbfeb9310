package io.foretide.datasets.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The side of the replay that talks to Kafka. */
final class KafkaTopic {
    private static final int TIMEOUT_MILLIS = 30_000;

    private KafkaTopic() {}

    /** @throws KafkaUnreachableException if Kafka does not create it within half a minute */
    static void createIfAbsent(String bootstrap, String topic, int partitions) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 3);
        try (Admin admin = Admin.create(config)) {
            NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unreachable(bootstrap, topic, e.getCause() == null ? e : e.getCause());
            }
        } catch (KafkaException e) {
            throw unreachable(bootstrap, topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(bootstrap, topic, e);
        }
    }

    private static KafkaUnreachableException unreachable(String bootstrap, String topic, Throwable cause) {
        return new KafkaUnreachableException(
                "Kafka at " + bootstrap + " cannot create topic " + topic + ": " + cause.getMessage(), cause);
    }

    /**
     * A producer that writes each record exactly once: with acks=1 a retry could write one twice. One request at a time, because a
     * partition that has only just been created may refuse the first batch and accept the second, and then never the first.
     */
    static Producer<byte[], byte[]> producer(String bootstrap, String topic) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                10);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        // Connects now, so that the first records need not wait for it.
        var unused = producer.partitionsFor(topic);
        return producer;
    }
}
