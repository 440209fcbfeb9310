package io.foretide.telemetry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTopicsTest {
    @TempDir
    Path folder;

    private KafkaTopics topics(String properties) throws IOException {
        return new KafkaTopics(
                "a:1", "orders", List.of("t"), Optional.of(Files.writeString(folder.resolve("client"), properties)));
    }

    @Test
    void aClientHasThePropertiesOfTheFileAndOurBrokers() throws IOException {
        assertThat(topics("security.protocol=SASL_SSL\nbootstrap.servers=other:1")
                        .clientProperties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "a:1")
                .hasSize(2);
    }

    @Test
    void kafkasOwnProvidersReadSecretsFromTheEnvironmentAndOtherFiles() throws IOException {
        Files.writeString(folder.resolve("secrets"), "id=s3cret");
        AdminClientConfig config = new AdminClientConfig(
                topics("""
                        config.providers=env,file
                        config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                        client.id=${env:PATH}-${file:%s:id}
                        """.formatted(folder.resolve("secrets"))).clientProperties());
        assertThat(config.getString("client.id")).isEqualTo(System.getenv("PATH") + "-s3cret");
    }

    @Test
    void nothingOfTheFileIsPrinted() throws IOException {
        assertThat(topics("sasl.jaas.config=s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsKey() {
        Path none = folder.resolve("none");
        KafkaTopics topics = new KafkaTopics("a:1", "orders", List.of("t"), Optional.of(none));
        assertThat(topics.problems())
                .containsExactly("source.kafka.propertiesFile " + none + ": must be a file of Java properties");
        assertThatThrownBy(() -> new KafkaOffsets(topics).read()).isInstanceOf(IOException.class);
    }

    @Test
    void aClientThatCannotBeMadeIsSaidInASentence() throws IOException {
        KafkaTopics topics = topics("security.protocol=NONE");
        assertThatThrownBy(() -> new KafkaOffsets(topics).read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Kafka at a:1 does not tell offsets: ");
    }
}
