package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.process.Installation;
import io.foretide.telemetry.kafka.KafkaOffsets;
import io.foretide.telemetry.kafka.KafkaTopics;
import io.foretide.telemetry.kafka.TopicOffsets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Kafka tells of its topics. */
class KafkaOffsetsIT {
    @TempDir
    private Path folder;

    @Test
    void offsetsAreOfAllPartitionsOfAllTopicsAndWhatIsNotThereIsSaid() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(Installation.here(), folder, Map.of("orders", 2, "rates", 1))) {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrap()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (int i = 0; i < 30; i++) {
                    var unused = producer.send(new ProducerRecord<>("orders", i % 2, null, new byte[] {1}));
                }
                var unused = producer.send(new ProducerRecord<>("rates", 0, null, new byte[] {1}));
            }
            KafkaTopics topics =
                    new KafkaTopics(kafka.bootstrap(), "job", List.of("orders", "rates"), Optional.empty());
            KafkaOffsets offsets = new KafkaOffsets(topics);
            assertThatThrownBy(offsets::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("committed nothing for 3 of 3 partitions");

            commit(kafka, Map.of(at("orders", 0), 10L, at("orders", 1), 12L, at("rates", 0), 1L));
            TopicOffsets told = offsets.read();
            assertThat(told.end()).isEqualTo(31);
            assertThat(told.committed()).isEqualTo(23);

            assertThatThrownBy(new KafkaOffsets(
                            new KafkaTopics(kafka.bootstrap(), "job", List.of("none"), Optional.empty()))::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Kafka at " + kafka.bootstrap() + " does not tell offsets: ");
        }
    }

    private static TopicPartition at(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }

    private static void commit(LocalKafka kafka, Map<TopicPartition, Long> offsets) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "group.id", "job"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(offsets.keySet());
            offsets.forEach(
                    (partition, offset) -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset))));
        }
    }
}
