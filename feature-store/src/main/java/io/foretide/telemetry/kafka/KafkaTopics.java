package io.foretide.telemetry.kafka;

import io.foretide.config.Block;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Topics that a job reads, and how their Kafka is reached. Immutable; prints no secret.
 *
 * @param bootstrap such as {@code kafka-1:9092,kafka-2:9092}
 * @param group in which the job commits
 * @param properties file of further properties of a Kafka client, such as those of SASL and TLS
 */
public record KafkaTopics(String bootstrap, String group, List<String> topics, Optional<Path> properties) {
    /** A host, an IPv6 address in brackets, or a listener's name before either, and the port. */
    private static final String BROKER =
            "(?!https?:)([A-Za-z0-9_]+://)?([A-Za-z0-9_][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%]+]):"
                    + "(6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})";

    private static final Key<String> BOOTSTRAP = Key.required(
            "bootstrap",
            Codecs.text("^" + BROKER + "(\\s*,\\s*" + BROKER + ")*$", "brokers such as kafka-1:9092,kafka-2:9092"),
            "some of the brokers");
    private static final Key<String> GROUP =
            Key.required("group", Codecs.text("the job's consumer group"), "in which the job commits its offsets");
    private static final Key<List<String>> TOPICS = Key.required(
            "topics",
            Codecs.set(Codecs.text("a topic"), "a list of topics"),
            "those that the source reads, by their names");
    private static final Key<Path> PROPERTIES = Key.optional(
            "propertiesFile",
            Codecs.path(),
            "Java properties of a Kafka client, such as `sasl.jaas.config`; read at each look");

    /** The block of a configuration that says it. */
    public static final Key<Values> BLOCK = Key.optional(
            "kafka",
            Codecs.block(new Block(
                    "a block with bootstrap, group, topics and propertiesFile",
                    List.of(BOOTSTRAP, GROUP, TOPICS, PROPERTIES))),
            "whom to ask what a source that reports no lag has still to read");

    public KafkaTopics {
        topics = List.copyOf(topics);
    }

    /** As a configuration says it; empty if it says nothing. */
    public static Optional<KafkaTopics> read(Values values) {
        return values.find(BLOCK)
                .flatMap(block -> block.make(kafka -> new KafkaTopics(
                        kafka.get(BOOTSTRAP), kafka.get(GROUP), kafka.get(TOPICS), kafka.find(PROPERTIES))));
    }

    /** Everything that is wrong with the file that it names. Reads it. */
    public List<String> problems() {
        try {
            clientProperties();
            return List.of();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * All properties of a client.
     *
     * @throws IOException naming the file that cannot be read
     */
    Properties clientProperties() throws IOException {
        Properties all = new Properties();
        if (properties.isPresent()) {
            try (Reader file = Files.newBufferedReader(properties.get(), StandardCharsets.UTF_8)) {
                all.load(file);
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(
                        "source.kafka.propertiesFile " + properties.get() + ": must be a file of Java properties", e);
            }
        }
        all.setProperty("bootstrap.servers", bootstrap);
        return all;
    }
}
