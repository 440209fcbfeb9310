package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.telemetry.kafka.TopicOffsets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceChecksTest {
    private static final URI FLINK = URI.create("http://127.0.0.1:1");

    @TempDir
    Path folder;

    @Test
    void aKafkaThatTellsOffsetsIsGoodAndSaysWhatWaits() {
        List<String> asked = new ArrayList<>();
        List<Check> checks = checks("bootstrap: \"kafka-1:9092\", group: orders, topics: [a, b]", () -> {
            asked.add("asked");
            return new TopicOffsets(120, 100, Instant.EPOCH);
        });
        assertThat(checks)
                .extracting(Check::name, Check::finding)
                .containsExactly(
                        tuple("kafka", Finding.ok("20 records wait for group orders or are not committed yet")));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aKafkaThatDoesNotTellThemIsSaidAsItsReaderSaysIt() {
        assertThat(checks("bootstrap: \"kafka-1:9092\", group: orders, topics: [a]", () -> {
                    throw new IOException("group orders has committed nothing\nMaybe later");
                }))
                .extracting(Check::finding)
                .containsExactly(Finding.noAnswer("group orders has committed nothing"));
    }

    @Test
    void aBrokerThatIsNotKnownIsFoundByTheReaderOfTheService() {
        String source = source("bootstrap: \"nosuch.invalid:9092\", group: orders, topics: [a]");
        assertThat(new SourceChecks(Configurations.of(folder, FLINK, Configurations.DRY_RUN, source)).all())
                .extracting(Check::finding)
                .containsExactly(Finding.noAnswer("Kafka at nosuch.invalid:9092 does not tell offsets:"
                        + " No resolvable bootstrap urls given in bootstrap.servers"));
    }

    @Test
    void withoutTheFileOfItsPropertiesKafkaIsNotAsked() throws IOException {
        Path file = folder.resolve("client.properties");
        String kafka = "bootstrap: \"kafka-1:9092\", group: orders, topics: [a], propertiesFile: " + file;
        TopicOffsets.Reader reader = () -> {
            throw new AssertionError("asked");
        };
        assertThat(checks(kafka, reader))
                .extracting(Check::name, Check::finding)
                .containsExactly(tuple(
                        "files",
                        Finding.problem(
                                "source.kafka.propertiesFile " + file + ": must be a file of Java properties")));

        Files.writeString(file, "security.protocol=PLAINTEXT\n");
        assertThat(checks(kafka, () -> new TopicOffsets(1, 1, Instant.EPOCH)))
                .extracting(Check::finding)
                .containsExactly(Finding.ok("0 records wait for group orders or are not committed yet"));
    }

    private List<Check> checks(String kafka, TopicOffsets.Reader reader) {
        return new SourceChecks(
                        Configurations.of(folder, FLINK, Configurations.DRY_RUN, source(kafka)), topics -> reader)
                .all();
    }

    private static String source(String kafka) {
        return "source: {type: flink, kafka: {" + kafka + "}}";
    }
}
