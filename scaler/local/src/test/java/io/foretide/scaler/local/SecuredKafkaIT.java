package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.process.Installation;
import io.foretide.telemetry.access.Certified;
import io.foretide.telemetry.kafka.KafkaOffsets;
import io.foretide.telemetry.kafka.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka that wants TLS, a password and rights: what is passed on to its client, and what is said where that is not enough. */
class SecuredKafkaIT {
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    @TempDir
    private static Path folder;

    private static Path authority;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        Certified certified = Certified.make(folder, "RSA", "127.0.0.1");
        authority = Files.writeString(folder.resolve("ca.pem"), certified.certificatePem());
        kafka = LocalKafka.start(Installation.here(), folder, Map.of(), broker(certified));
        try (Admin admin = Admin.create(client("admin", "admin-secret"))) {
            admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1)))
                    .all()
                    .get();
            admin.createAcls(List.of(
                            right("reader", ResourceType.TOPIC, "orders"),
                            right("reader", ResourceType.GROUP, "job"),
                            right("halfway", ResourceType.TOPIC, "orders")))
                    .all()
                    .get();
            admin.alterConsumerGroupOffsets(
                            "job",
                            Map.of(
                                    new TopicPartition("orders", 0), new OffsetAndMetadata(0),
                                    new TopicPartition("orders", 1), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }

    private static Map<String, String> broker(Certified certified) {
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry(
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        MODULE + "username=\"admin\" password=\"admin-secret\" user_admin=\"admin-secret\""
                                + " user_reader=\"reader-secret\" user_halfway=\"halfway-secret\""
                                + " user_stranger=\"stranger-secret\";"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", certified.file().toString()),
                Map.entry("ssl.keystore.password", new String(Certified.PASSWORD)),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", authority.toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:admin;User:ANONYMOUS"));
    }

    private static AclBinding right(String user, ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
    }

    private static Properties client(String user, String password) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers",
                kafka.bootstrap(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + "username=\"" + user + "\" password=\"" + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString()));
        return properties;
    }

    @AfterAll
    static void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    private static KafkaOffsets offsets(Properties properties, String... without) throws IOException {
        List.of(without).forEach(properties::remove);
        List<String> lines = new ArrayList<>();
        properties.forEach((name, value) -> lines.add(name + "=" + value));
        Path file = Files.write(folder.resolve("client.properties"), lines);
        return new KafkaOffsets(new KafkaTopics(kafka.bootstrap(), "job", List.of("orders"), Optional.of(file)));
    }

    private static void isRefused(KafkaOffsets offsets, String why) {
        assertThatThrownBy(offsets::read)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Kafka at " + kafka.bootstrap() + " does not tell offsets: ")
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("secret", "PlainLoginModule");
    }

    @Test
    void theRightsToDescribeTopicAndGroupAreEnough() throws Exception {
        assertThat(offsets(client("reader", "reader-secret")).read().end()).isZero();
    }

    @Test
    void aRightThatIsMissingIsNamed() throws Exception {
        isRefused(offsets(client("stranger", "stranger-secret")), "Topic authorization failed.");
        isRefused(
                offsets(client("halfway", "halfway-secret")),
                "Maybe allow the operation Describe on topics orders and on group job");
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        isRefused(offsets(client("reader", "guessed-secret")), "Authentication failed: Invalid username or password");
    }

    @Test
    void aCertificateThatNobodyTrustsIsSaid() throws Exception {
        isRefused(
                offsets(client("reader", "reader-secret"), "ssl.truststore.type", "ssl.truststore.location"),
                "SSL handshake failed");
    }

    @Test
    void thatTlsIsNeededIsSaid() throws Exception {
        isRefused(
                offsets(client("reader", "reader-secret"), "security.protocol"),
                "for security.protocol PLAINTEXT: it answers in TLS, so SSL or SASL_SSL is needed");
    }
}
