package io.foretide.telemetry.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot even become a client; {@code BothSourcesIT} reads a real Kafka. */
class KafkaOffsetsTest {
    @TempDir
    Path folder;

    @Test
    void aBrokerWhoseHostIsNotKnownIsNamedWithTheReason() {
        assertThatThrownBy(() -> new KafkaOffsets(
                                new KafkaTopics("nosuch.invalid:9092", "orders", List.of("t"), Optional.empty()))
                        .read())
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka at nosuch.invalid:9092 does not tell offsets:"
                        + " No resolvable bootstrap urls given in bootstrap.servers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "security.protocol=SASL_SSLL|security.protocol",
                "security.protocol=SSL\\nssl.truststore.location=/nosuch/trust.jks\\nssl.truststore.password=s3cret|/nosuch/trust.jks",
                "security.protocol=SASL_PLAINTEXT\\nsasl.mechanism=PLAIN\\nsasl.jaas.config=org.x.Plain required password=\"s3cret\"|JAAS",
                "security.protocol=SASL_PLAINTEXT\\nsasl.mechanism=PLAIN\\nsasl.jaas.config=alice s3cret;|sasl.jaas.config must have",
                "security.protocol=SASL_PLAINTEXT\\nsasl.mechanism=PLAIN|JAAS",
            })
    void aPropertyThatIsWrongIsSaidAndNoSecret(String properties, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("client"), properties.replace("\\n", "\n"));
        assertThatThrownBy(() -> new KafkaOffsets(
                                new KafkaTopics("127.0.0.1:1", "orders", List.of("t"), Optional.of(file)))
                        .read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Kafka at 127.0.0.1:1 does not tell offsets: ")
                .hasMessageContaining(said)
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("Failed to create new");
    }
}
